"""The pages of the public, by noun."""
