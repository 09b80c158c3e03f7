"""Running a definition: commands become events, events change a state, and nothing else does.

What a definition may say is `zaizao.definition`; storing cases, people's rights and screens are the application's.
The meaning of every construct at run time is written in docs/language.md.
"""

from zaizao.net import commands, events, refusals
from zaizao.net.context import Context, Effect, Step
from zaizao.net.engine import fire, next_due, open_case, replay
from zaizao.net.migration import Fate, MigrationPreview, preview_migration
from zaizao.net.state import Act, CaseState, ItemState, Work

__all__ = [
    "Act",
    "CaseState",
    "Context",
    "Effect",
    "Fate",
    "ItemState",
    "MigrationPreview",
    "Step",
    "Work",
    "commands",
    "events",
    "fire",
    "next_due",
    "open_case",
    "preview_migration",
    "refusals",
    "replay",
]
