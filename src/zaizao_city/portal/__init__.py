"""Pages of citizens and enterprises; no tables."""
