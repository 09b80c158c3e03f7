"""Django's own engine for SQLite, but for how a transaction begins and ends; Django looks for it in `base`."""
