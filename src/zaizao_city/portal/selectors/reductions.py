"""The four reductions (LC12) in public: before the reform, as it is written now, and as it really went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from zaizao.redesign import measure
from zaizao_city.casework.selectors.reality import Reality, measure_reality
from zaizao_city.catalogue.selectors.predecessors import find_before
from zaizao_city.foundation.ui.components.figures import Reduction
from zaizao_city.portal.selectors.things import Thing, list_chains

LOOK_BACK = dt.timedelta(days=365)
LABELS = {
    "materials": gettext_lazy("减材料（份）"),
    "certificates": gettext_lazy("减证明（项）"),
    "visits": gettext_lazy("减跑腿（次）"),
    "elapsed": gettext_lazy("减时限（工作日）"),
}


class Reduced(Struct, frozen=True):
    """One chain: the four figures before and now, and the means of the cases closed in the last year."""

    code: str
    name: str
    cases: int
    reductions: Sequence[Reduction]


def list_reduced(*, now: dt.datetime) -> list[Reduced]:
    """Every chain in force that took the place of something; those without a before are left out."""
    found = [_reduce(thing, now=now) for thing in list_chains(on=now.date())]
    return [one for one in found if one is not None]


def _reduce(thing: Thing, *, now: dt.datetime) -> Reduced | None:
    before = find_before(thing.version)
    if not before:
        return None
    old, new = measure(before).everything, measure([thing.definition]).everything
    real = measure_reality(thing.code, since=now - LOOK_BACK, until=now)
    rows = [
        Reduction(str(label), show_number(getattr(old, name)), show_number(getattr(new, name)), _tell_real(real, name))
        for name, label in LABELS.items()
    ]
    return Reduced(thing.code, thing.name, real.cases if real else 0, rows)


def _tell_real(real: Reality | None, name: str) -> str:
    if real is None:
        return _("近一年没有办结的件")
    return _("实际平均 {n}").format(n=show_number(getattr(real, name)))


def show_number(value: Fraction | int) -> str:
    """Whole where it is whole, else one decimal; something that is not nothing is never shown as 0."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{float(exact):.1f}" if exact >= Fraction(1, 20) else f"{float(exact):.2g}"
