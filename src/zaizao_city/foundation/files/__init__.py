"""Uploaded files: checked by content, kept outside the database, given out to those who may have them.

Who may have a file is decided by the app whose row it belongs to.
"""
