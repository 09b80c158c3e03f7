"""Signing in and one's own account: the only pages that belong to no single audience."""
