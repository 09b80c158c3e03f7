"""Writes of the app, one function per thing that can be done: permission, rule, change and event in one transaction."""
