"""The demo city: a made-up city in which everything works, made by running the application itself. Owns no tables."""
