"""Secrets of an installation that nobody set: made once, kept in the home folder, readable by the owner alone.

Production refuses to start on them (see `settings`): there they come from the environment.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def keep_secret(path: Path) -> str:
    """The secret in the file; made there, of 64 random characters, if there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return path.read_text(encoding="utf-8")
    made = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made)
    return made
