"""“办不成事”: in what a case is stuck, so that its applicant may have somebody else look at it (JN15)."""

from __future__ import annotations

from datetime import datetime

from zaizao_city.casework.conf import STANDS_STILL
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.events import REVIEW_ASKED, REVIEW_OPENED
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import Case
from zaizao_city.casework.selectors.authority import Matter
from zaizao_city.casework.selectors.derivations import count_workdays
from zaizao_city.foundation.record.reading import read_stream

REFUSED, RETURNED, OVERDUE, STILL = "refused", "returned", "overdue", "still"


def find_grounds(matter: Matter, *, now: datetime) -> tuple[str, ...]:
    """Whether something was refused, was sent back, is overdue, stands still; none: it goes on in its time. No query."""
    case, state = matter.case, matter.state
    outcomes = {case.outcome, *(item.outcome for item in state.items.values())}
    found = {
        REFUSED: bool(outcomes & {"refused", "not_accepted"}),
        RETURNED: any(work.status == "correcting" for _, work in state.work.sorted_items()),
        OVERDUE: case.is_late or case.is_promise_broken,
        STILL: case.status == CaseStatus.OPEN and _stands_still(to_official(state.last), now),
    }
    return tuple(name for name, is_so in found.items() if is_so)


def _stands_still(last: datetime | None, now: datetime) -> bool:
    return last is not None and count_workdays(last.date(), now.date()) > STANDS_STILL


def find_open_review(case: Case) -> Case | None:
    """The review of a case that is not finished, whoever it began with."""
    entries = read_stream(stream_of(case.reference))
    known = [(one.body or {}).get("review") for one in entries if one.name in {REVIEW_ASKED, REVIEW_OPENED}]
    if not known:
        return None
    return Case.objects.filter(reference__in=known, status=CaseStatus.OPEN).order_by("-pk").first()
