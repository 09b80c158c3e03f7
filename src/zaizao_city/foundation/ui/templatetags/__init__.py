"""The tags with which pages are made."""
