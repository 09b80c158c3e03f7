"""The tables of the room, as they came about."""
