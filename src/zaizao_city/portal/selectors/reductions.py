"""The four reductions (LC12) in public: before the reform, as it is written now, and as it really went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.redesign import Figures, measure
from zaizao_city.casework.selectors.reality import Reality, measure_reality
from zaizao_city.catalogue.selectors.predecessors import find_before
from zaizao_city.foundation.ui.components.figures import Reduction
from zaizao_city.portal.selectors.things import Thing, list_chains

LOOK_BACK = dt.timedelta(days=365)
KEPT = 256
_measured: dict[tuple[str, ...], Figures] = {}
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
    steps: int
    """How many steps went (环节)."""
    materials: int
    """How many documents went."""
    days: Fraction
    """Working days as written now."""
    real_days: Fraction | None
    """Working days of the cases closed in the last year, their mean."""


class Totals(Struct, frozen=True):
    """All chains together (DY5): steps and documents as sums, days as means over the chains."""

    steps: int
    materials: int
    days: str
    real_days: str
    """Empty where no chain had a case."""


def sum_up(reduced: Sequence[Reduced]) -> Totals | None:
    """What all chains together took away; None where there is none. Each sum is that of the chains shown."""
    if not reduced:
        return None
    real = [one.real_days for one in reduced if one.real_days is not None]
    return Totals(
        steps=sum(one.steps for one in reduced),
        materials=sum(one.materials for one in reduced),
        days=show_number(sum((one.days for one in reduced), Fraction(0)) / len(reduced)),
        real_days=show_number(sum(real, Fraction(0)) / len(real)) if real else "",
    )


def list_reduced(*, now: dt.datetime) -> list[Reduced]:
    """Every chain in force that took the place of something; those without a before are left out."""
    found = [_reduce(thing, now=now) for thing in list_chains(on=now.date())]
    return [one for one in found if one is not None]


def _reduce(thing: Thing, *, now: dt.datetime) -> Reduced | None:
    before = find_before(thing.version)
    if not before:
        return None
    old, new = _measure(before), _measure([thing.definition])
    real = measure_reality(thing.code, since=now - LOOK_BACK, until=now)
    rows = [
        Reduction(str(label), show_number(getattr(old, name)), show_number(getattr(new, name)), _tell_real(real, name))
        for name, label in LABELS.items()
    ]
    return Reduced(
        thing.code, thing.name, real.cases if real else 0, rows, steps=old.activities - new.activities,
        materials=old.materials - new.materials, days=new.elapsed, real_days=real.elapsed if real else None,
    )  # fmt: skip


def _measure(definitions: Sequence[ProcessDefinition]) -> Figures:
    """The figures of some definitions; a digest never changes its meaning, so they are measured once."""
    key = tuple(one.digest for one in definitions)
    if not all(key):
        return measure(definitions).everything
    if key not in _measured:
        if len(_measured) >= KEPT:
            _measured.clear()
        _measured[key] = measure(definitions).everything
    return _measured[key]


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
