"""Django's own engine for PostgreSQL, but for what a transaction writes last and how moments are read; Django looks for it in `base`."""
