"""Commands of the demo city, one a file."""
