"""Reads for the desk: rows and facts of the data apps as the components of the look want them; nothing is written here."""
