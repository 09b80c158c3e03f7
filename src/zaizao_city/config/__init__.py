"""How the application is put together: what the environment says, the settings made of it, the addresses.

No rule of a trade stands here; limits, guards and calendars are data in the catalogue.
"""
