"""The processes that the application itself opens: the review of a refusal, the revocation, the hotline order.

They are definitions like any other; the catalogue holds them, and they are published there when first needed.
"""

from __future__ import annotations

import functools
from datetime import date, datetime
from importlib.resources import files

from zaizao.definition import ProcessDefinition, read_definition
from zaizao_city.catalogue.enums import Origin
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version
from zaizao_city.catalogue.services.packs import publish_shipped

REVIEW = "refusal-review"
REVOCATION = "revocation"
HOTLINE = "hotline-order"
OWN = (HOTLINE, REVIEW, REVOCATION)
_ALWAYS = date(2020, 1, 1)


@functools.cache
def read_own(process: str) -> ProcessDefinition:
    """A process as the application ships it."""
    text = (files("zaizao_city.casework") / "processes" / f"{process}.yaml").read_text(encoding="utf-8")
    return read_definition(text)


def ensure_process(process: str, *, now: datetime) -> None:
    """Have a version of a process in force: the shipped one as it is today, unless the city has a version of its own."""
    own = read_own(process)
    try:
        found = choose_version(process, on=now.date())
    except NoVersionInForceError:
        found = None
    if found is None or (found.origin == Origin.SHIPPED and found.digest != own.digest):
        publish_shipped(own, effective_from=_ALWAYS, by="system", now=now)


def publish_own(*, now: datetime) -> None:
    """Publish everything the application ships of its own."""
    for process in OWN:
        ensure_process(process, now=now)
