"""What there is to report on: the city's own processes, and the real logs that the product brings along.

Nothing is read here: that needs mining and simulation, which `logs.py` loads when a report is made.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from importlib.resources import files

import msgspec
from django.db.models import Count
from msgspec import Struct

from zaizao.units.yaml import read_yaml
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.models import Case
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version

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
    own = read_told().own
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
        for name, log in read_told().logs.items()
    ]  # fmt: skip


class ShippedLog(Struct, frozen=True):
    """A real log of packs/logs, and what is asked of it."""

    title: dict[str, str]
    origin: dict[str, str]
    file: str
    calendar: str
    by: str
    called: dict[str, str] = {}
    """What ``by`` is called where its values are numbers."""


class Told(Struct, frozen=True):
    """What `sources.yaml` says."""

    own: dict[str, str]
    logs: dict[str, ShippedLog]


@functools.cache
def read_told() -> Told:
    """What `sources.yaml` says."""
    text = (files("zaizao_city.reform") / "sources.yaml").read_text(encoding="utf-8")
    return msgspec.convert(read_yaml(text, file="sources.yaml"), Told)
