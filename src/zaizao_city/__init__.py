"""The application that a city runs on the core; its rooms are added as they come to life.

Nothing stands here yet: docs/coverage.md says what works and what does not.
"""
