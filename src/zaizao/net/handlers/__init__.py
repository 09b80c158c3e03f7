"""What each command does: checks, then events. One family of commands per module, found through the registry."""

from zaizao.net.handlers import (
    adding,
    beginning,
    completing,
    entering,
    facts,
    grouping,
    handing,
    interrupting,
    items,
    migrating,
    papers,
    returning,
    time,
)
from zaizao.net.handlers.registry import HANDLERS, ON_CLOSED

__all__ = [
    "HANDLERS",
    "ON_CLOSED",
    "adding",
    "beginning",
    "completing",
    "entering",
    "facts",
    "grouping",
    "handing",
    "interrupting",
    "items",
    "migrating",
    "papers",
    "returning",
    "time",
]
