"""Tables that are handed in, of whatever trade: in which encoding a text is, and the cells of a workbook, opened without harm.

What the columns mean is said by the app that reads them; nothing is written here.
"""
