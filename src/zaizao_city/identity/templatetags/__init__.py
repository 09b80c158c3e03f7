"""Filters of the account's pages."""
