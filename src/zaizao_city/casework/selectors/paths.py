"""Where a path of an organisation lies: what is above it, and which territory it is in. No rows are read."""

from __future__ import annotations

from collections.abc import Container


def list_paths(path: str) -> list[str]:
    """The paths of everything above, from the top down, and the path itself."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


def find_home(path: str, territories: Container[str]) -> str | None:
    """The path of the nearest territory at or above a path; None where it is in none."""
    return next((one for one in reversed(list_paths(path)) if one in territories), None)
