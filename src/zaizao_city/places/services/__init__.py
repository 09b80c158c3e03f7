"""Writes of the app: a counter set, a number drawn, called, ended."""
