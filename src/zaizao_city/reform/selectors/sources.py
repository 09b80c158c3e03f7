"""What there is to report on: the city's own processes, and the real logs that the product brings along."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from importlib.resources import files

import msgspec
from django.db.models import Count
from msgspec import Struct

from zaizao.cli.report import Asked
from zaizao.eventlog import EventLog, read_log
from zaizao.simulation import Parameters, read_parameters
from zaizao.units.resources import packs_folder
from zaizao.units.yaml import read_yaml
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.caselog import read_case_log
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.predecessors import find_before

LEAST = 30
"""Fewer cases than these give no report."""
LOOK_BACK = dt.timedelta(days=365)
DISTRICT = "district"


class Source(Struct, frozen=True, kw_only=True):
    """A log that can be reported on. ``by``: the attribute of cases whose values are set side by side."""

    name: str
    title: str
    title_en: str
    origin: str
    origin_en: str
    is_own: bool
    by: str = ""

    def say_title(self, language: str) -> str:
        """Its title in a language."""
        return self.title if language == "zh" else self.title_en

    def say_origin(self, language: str) -> str:
        """Where its figures come from, in a language."""
        return self.origin if language == "zh" else self.origin_en


class Found(Struct, frozen=True, kw_only=True):
    """A log as it was read, and what is asked of it."""

    log: EventLog
    asked: Asked


def list_sources(*, now: dt.datetime) -> list[Source]:
    """Everything that can be reported on today."""
    return [*list_own_sources(now=now), *list_shipped_sources()]


def list_own_sources(*, now: dt.datetime) -> list[Source]:
    """Processes that people apply for with enough cases of the last year, most cases first; two queries."""
    recent = Case.objects.filter(kind=KindCode.APPLICATION, opened_at__gte=now - LOOK_BACK, opened_at__lt=now)
    counted = (
        recent.values("process").annotate(cases=Count("pk")).filter(cases__gte=LEAST).order_by("-cases", "process")
    )
    return list(_describe_own([row["process"] for row in counted], now=now))


def _describe_own(processes: Sequence[str], *, now: dt.datetime) -> Iterator[Source]:
    own = _read_told().own
    for process in processes:
        try:
            version = choose_version(process, on=now.date())
        except NoVersionInForceError:
            continue
        if version.unmapped:
            continue
        yield Source(
            name=process, title=version.name, title_en=version.name_en or version.name, origin=own["zh"],
            origin_en=own["en"], is_own=True, by=DISTRICT,
        )  # fmt: skip


def list_shipped_sources() -> list[Source]:
    """The real logs that the product brings along (packs/logs)."""
    return [
        Source(
            name=name, title=log.title["zh"], title_en=log.title["en"], origin=log.origin["zh"],
            origin_en=log.origin["en"], is_own=False, by=log.by,
        )
        for name, log in _read_told().logs.items()
    ]  # fmt: skip


def read_source(source: Source, *, now: dt.datetime, language: str) -> Found:
    """The log of a source, in a language, with the definition it ran on and what stood before that."""
    if not source.is_own:
        return _read_shipped(source)
    version = choose_version(source.name, on=now.date())
    definition = get_definition(version.digest)
    found = read_case_log(source.name, definition, since=now - LOOK_BACK, until=now, language=language)
    before = find_before(version)
    asked = Asked(by=source.by, definition=definition, before=before, parameters=_find_parameters(source.name))
    return Found(log=found.log, asked=asked)


def _read_shipped(source: Source) -> Found:
    told = _read_told().logs[source.name]
    folder = packs_folder() / "logs" / source.name
    log = read_log(folder / told.file, mapping=folder / f"{source.name}.mapping").log
    return Found(log=log, asked=Asked(calendar=told.calendar, by=source.by))


def _find_parameters(process: str) -> tuple[Parameters, Parameters] | None:
    """The shipped parameters of a process as found and as it is; None where there are none."""
    for folder in sorted(packs_folder().glob("*/simulations")):
        paths = [folder / f"{process}.as-is.params.yaml", folder / f"{process}.params.yaml"]
        if all(path.exists() for path in paths):
            return read_parameters(paths[0]), read_parameters(paths[1])
    return None


class _ShippedLog(Struct, frozen=True):
    title: dict[str, str]
    origin: dict[str, str]
    file: str
    calendar: str
    by: str


class _Told(Struct, frozen=True):
    own: dict[str, str]
    logs: dict[str, _ShippedLog]


@functools.cache
def _read_told() -> _Told:
    """What `sources.yaml` says."""
    text = (files("zaizao_city.reform") / "sources.yaml").read_text(encoding="utf-8")
    return msgspec.convert(read_yaml(text, file="sources.yaml"), _Told)
