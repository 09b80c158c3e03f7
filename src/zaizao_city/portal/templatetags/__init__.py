"""Tags of the pages of the public."""
