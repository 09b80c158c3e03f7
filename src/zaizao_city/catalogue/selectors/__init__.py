"""Reads of the catalogue: definitions, items, search, reviews, the ledger."""
