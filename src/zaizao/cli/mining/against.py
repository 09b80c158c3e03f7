"""The activities of a log beside those of a definition: what never happened, and what the definition does not have."""

from __future__ import annotations

from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog


class Against(Struct, frozen=True):
    """Names of activities without a counterpart."""

    unseen: tuple[str, ...]
    undefined: tuple[str, ...]


def set_against(log: EventLog, definition: ProcessDefinition, *, language: str) -> Against:
    """Match names and codes (`zaizao.mining.matching`) and list what is left on both sides."""
    from zaizao.mining.matching import match_activities

    matching = match_activities(log.activity_names, definition)
    names = {key: activity.name.say(language) for key, activity in definition.activities.items() if activity.name}
    return Against(unseen=tuple(names.get(key, key) for key in matching.absent), undefined=tuple(matching.unmatched))
