"""The logs that reports are made of, read with what is asked of each.

Loads mining and simulation; imported where a report is made, so that pages and commands start without them.
"""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from zaizao.cli.report import Asked
from zaizao.definition import ProcessDefinition
from zaizao.eventlog import EventLog, read_log
from zaizao.simulation import Parameters, read_parameters
from zaizao.units.resources import packs_folder
from zaizao_city.casework.selectors.caselog import read_case_log
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.predecessors import find_before
from zaizao_city.reform.selectors.sources import LOOK_BACK, Source, read_told


class Found(Struct, frozen=True, kw_only=True):
    """A log as it was read, and what is asked of it."""

    log: EventLog
    asked: Asked
    english: dict[str, str]
    """What the Chinese names in the log are called in English; empty where the log has its own words."""
    called: dict[str, str] = {}
    """What stands before the numbers of places, by language."""


def read_source(source: Source, *, now: dt.datetime) -> Found:
    """The log of a source, in Chinese where the words are ours, with the definition it ran on and what stood before that."""
    if not source.is_own:
        return _read_shipped(source)
    version = choose_version(source.name, on=now.date())
    definition = get_definition(version.digest)
    found = read_case_log(source.name, definition, since=now - LOOK_BACK, until=now)
    before = find_before(version)
    asked = Asked(by=source.by, definition=definition, before=before, parameters=_find_parameters(source.name))
    return Found(log=found.log, asked=asked, english=_list_english(definition))


def _list_english(definition: ProcessDefinition) -> dict[str, str]:
    named = [definition.name, *(one.name for one in (*definition.activities.values(), *definition.organs.values()))]
    return {name.zh: name.en for name in named if name is not None and name.en is not None}


def _read_shipped(source: Source) -> Found:
    told = read_told().logs[source.name]
    folder = packs_folder() / "logs" / source.name
    log = read_log(folder / told.file, mapping=folder / f"{source.name}.mapping").log
    asked = Asked(calendar=told.calendar, by=source.by, called=told.called.get("zh", ""))
    return Found(log=log, asked=asked, english={}, called=told.called)


def _find_parameters(process: str) -> tuple[Parameters, Parameters] | None:
    """The shipped parameters of a process as found and as it is; None where there are none."""
    for folder in sorted(packs_folder().glob("*/simulations")):
        paths = [folder / f"{process}.as-is.params.yaml", folder / f"{process}.params.yaml"]
        if all(path.exists() for path in paths):
            return read_parameters(paths[0]), read_parameters(paths[1])
    return None
