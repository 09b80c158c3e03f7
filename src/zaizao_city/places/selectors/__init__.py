"""Reads of the app: which counter is open, how many wait there, how long that takes, how far away it is."""
