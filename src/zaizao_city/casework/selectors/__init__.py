"""Reads of the app: cases, work, documents, promises; always for an actor, nothing is written here."""
