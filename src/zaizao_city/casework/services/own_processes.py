"""The processes that the application itself opens: the review of a refusal, the revocation, the hotline order.

They are definitions like any other; the catalogue holds them, and they are published there when first needed.
"""

from __future__ import annotations

from datetime import date, datetime

from zaizao_city.casework.selectors.own_definitions import HOTLINE, OWN, REVIEW, REVOCATION, read_own
from zaizao_city.catalogue.enums import Origin
from zaizao_city.catalogue.errors import NoVersionInForceError
from zaizao_city.catalogue.selectors.definitions import choose_version
from zaizao_city.catalogue.services.packs import publish_shipped

__all__ = ["HOTLINE", "OWN", "REVIEW", "REVOCATION", "ensure_process", "publish_own", "read_own"]

_ALWAYS = date(2020, 1, 1)


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
