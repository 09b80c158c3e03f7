"""Django's own engine for PostgreSQL, but for what a transaction writes last; Django looks for it in `base`."""
