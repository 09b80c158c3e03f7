"""What is invented: places, people, firms, what they come with and what is said about it. Shown as it is, in Chinese only.

Who plays it and who writes it stands in the rooms around; nothing here is a sentence of the application's own.
"""
