"""The figures of a redesign as people read them: spans of time with their unit, differences with their sign."""

from __future__ import annotations

from fractions import Fraction

from zaizao.notation.overlay_plan import HOURS
from zaizao.redesign import Measures
from zaizao.wording import say

REDUCTIONS = ("materials", "certificates", "visits", "elapsed")
"""The four reductions (LC12)."""
BESIDES = ("sheets", "activities", "hand_overs")
"""What is told beside them."""


def read_figure(measures: Measures, name: str, *, founded: bool = False) -> Fraction:
    """One figure of a set."""
    return (measures.founded if founded else measures.everything).list_values()[name]


def write_amount(name: str, value: Fraction) -> str:
    """A figure without its unit; time under one working day in working hours."""
    if name == "elapsed" and abs(value) < 1:
        value = value * HOURS
    return f"{round(float(value), 1):g}"


def write_figure(name: str, value: Fraction, language: str) -> str:
    """A figure with its unit where it is a time."""
    if name != "elapsed":
        return write_amount(name, value)
    unit = "hours" if 0 < abs(value) < 1 else "days"
    return say(f"page-unit-{unit}", {"count": write_amount(name, value)}, language)


def write_difference(name: str, value: Fraction, language: str) -> str:
    """−25日, +1."""
    sign = "−" if value < 0 else "+"
    return f"{sign}{write_figure(name, abs(value), language)}"


def write_pair(name: str, before: Measures, after: Measures, language: str, *, founded: bool = False) -> str:
    """23 → 6."""
    ends = (write_figure(name, read_figure(each, name, founded=founded), language) for each in (before, after))
    return say("cli-demo-arrow", dict(zip(("before", "after"), ends, strict=True)), language)
