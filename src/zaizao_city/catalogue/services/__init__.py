"""Changes of the catalogue: one transaction each."""
