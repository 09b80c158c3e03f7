"""The dates of a basis are dates, in order.

What: `from` or `until` that is no ISO date, or an end before the beginning.
Why: whether an article may be cited on a day is decided by them. Source: design §3; rules.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey


def read_date(text: str | None) -> dt.date | None:
    """The ISO date, or None where there is none."""
    try:
        return dt.date.fromisoformat(text) if text is not None and len(text) == 10 else None
    except ValueError:
        return None


def _look(survey: Survey) -> Iterator[Spot]:
    for name, basis in survey.definition.bases.items():
        for key, text in (("from", basis.since), ("until", basis.until)):
            if text is not None and read_date(text) is None:
                yield Spot(("bases", name, key), {"text": text})
        since, until = read_date(basis.since), read_date(basis.until)
        if since is not None and until is not None and until < since:
            yield Spot(("bases", name, "until"), {"text": basis.until}, "basis-ends-before")


CHECK = Check("date-malformed", Severity.ERROR, _look)
