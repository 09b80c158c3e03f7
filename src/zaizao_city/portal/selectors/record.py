"""The record of a case as its applicant reads it: what happened, when, by whom."""

from __future__ import annotations

from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.story import Told
from zaizao_city.foundation.ui.components.record import Entry


def _say(row: Told) -> str:
    """The sentence with what belongs to it: grounds, words, dates."""
    return "　".join((row.sentence, *row.details))


def list_entries(page: CasePage) -> list[Entry]:
    """The record, latest first."""
    rows = list(reversed(page.record))
    return [
        Entry(
            at=row.at,
            what=_say(row),
            by=row.who,
            is_latest=place == 0,
            is_erased=not row.readable,
        )
        for place, row in enumerate(rows)
    ]
