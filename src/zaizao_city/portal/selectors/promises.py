"""The public promise board (JN10): what is promised, and how often it was kept, in the last 90 days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.wording.values import format_limit
from zaizao_city.casework.selectors.promises import Period, Promise, list_promises
from zaizao_city.foundation.ui.components.figures import Bar
from zaizao_city.foundation.ui.words import speak

LOOK_BACK = dt.timedelta(days=90)


@frozen
class Kept:
    """How one process kept its promise: cases taken in within the period that kept it, broke it, or still run."""

    process: str
    name: str
    promised: str
    kept: int
    broken: int
    running: int

    @property
    def ended(self) -> int:
        """Cases whose promise has come to its end."""
        return self.kept + self.broken

    @property
    def share(self) -> float:
        """Percent kept of those that came to their end, never rounded up to a hundred."""
        return int(1000 * self.kept / self.ended) / 10 if self.ended else 0.0

    def to_bar(self) -> Bar:
        """The share as a bar with what it was counted from."""
        counted = ngettext("%(n)d 件", "%(n)d 件", self.ended) % {"n": self.ended}
        remark = _("超出承诺 {n} 件").format(n=self.broken) if self.broken else ""
        return Bar(name=self.name, share=self.share, counted=counted, remark=remark)


def list_kept(*, now: dt.datetime) -> list[Kept]:
    """Every process with promised cases taken in within the last 90 days, most of them first."""
    promises = list_promises(Period(now - LOOK_BACK, now + dt.timedelta(microseconds=1)), now=now)
    return sorted((_make(one) for one in promises), key=lambda one: (-one.ended, -one.running, one.process))


def _make(promise: Promise) -> Kept:
    english = speak() == "en"
    return Kept(
        process=promise.process,
        name=(promise.name_en or promise.name) if english else promise.name,
        promised=format_limit(promise.limit, language=speak()) if promise.limit else "",
        kept=promise.kept,
        broken=promise.broken,
        running=promise.running,
    )


def list_bars(kept: Iterable[Kept], *, limit: int | None = None) -> list[Bar]:
    """Bars of the processes of which something has come to its end."""
    return [one.to_bar() for one in kept if one.ended][:limit]


def sum_kept(kept: Sequence[Kept]) -> Kept | None:
    """All processes together; None where nothing has come to its end yet."""
    whole = Kept("", "", "", sum(one.kept for one in kept), sum(one.broken for one in kept), 0)
    return whole if whole.ended else None
