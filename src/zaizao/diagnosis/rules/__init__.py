"""The rules of the diagnosis: one folder a family, one file a rule; nothing is listed here."""
