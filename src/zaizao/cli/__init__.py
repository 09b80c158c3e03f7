"""The `zaizao` command: what the library does, on a terminal. The only room that prints and asks for the day.

Each command is a module of `commands`, loaded when it is called; pages are made in `page`. No rule is decided here.
"""

from zaizao.cli.entry import main

__all__ = ["main"]
