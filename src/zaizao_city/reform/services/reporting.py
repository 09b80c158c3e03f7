"""Making a report: the log is read, the core counts and draws, the page is kept in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from zaizao.cli.report import Counted, count_report, show_report
from zaizao.eventlog import NO_TIME, EventLog
from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.reform.errors import TooFewCasesError
from zaizao_city.reform.models import EvidenceReport
from zaizao_city.reform.selectors.logs import read_source
from zaizao_city.reform.selectors.sources import LEAST, Source


def make_report(source: Source, *, now: datetime) -> EvidenceReport:
    """Count one log and keep what it says, in place of what was said before. Takes some seconds.

    Raises:
        TooFewCasesError: nothing could be said with any certainty.
    """
    found = read_source(source, now=now)
    log = found.log
    if len(log.case_names) < LEAST:
        raise TooFewCasesError(name=source.title, cases=len(log.case_names), least=LEAST)
    counted = count_report(log, asked=found.asked)
    made = {
        "zh": show_report(counted, language="zh"),
        "en": show_report(counted.retell(found.english | _name_places(counted, found.called)), language="en"),
    }
    first, last = _find_ends(log)
    report, _ = EvidenceReport.objects.update_or_create(
        name=source.name,
        defaults={
            "title": source.title, "title_en": source.title_en, "source": source.origin, "is_own": source.is_own,
            "cases": len(log.case_names), "events": len(log), "first_at": first, "last_at": last,
            "headlines": {language: list(one.headlines) for language, one in made.items()},
            "pages": {
                language: one.write_page(title=source.say_title(language), source=source.say_origin(language))
                for language, one in made.items()
            },
            "made_at": now,
        },
    )  # fmt: skip
    return report


def _name_places(counted: Counted, called: Mapping[str, str]) -> dict[str, str]:
    """The places that are numbers, in English."""
    if counted.places is None or not called:
        return {}
    return {one.name: one.name.replace(called["zh"], called["en"], 1) for one in counted.places.profiles}


def _find_ends(log: EventLog) -> tuple[datetime | None, datetime | None]:
    known = log.time[log.time != NO_TIME]
    if not len(known):
        return None, None
    ends = (int(np.min(known)), int(np.max(known)))
    moments = [datetime.fromtimestamp(one / 1_000_000, UTC).astimezone(SHANGHAI).replace(tzinfo=None) for one in ends]
    return moments[0], moments[1]
