"""Words of the vocabulary as the diagnosis sees them, and which prerequisites are mere habit.

What a finding about them says is the rules' business.
"""

from __future__ import annotations

from zaizao.definition.model import Ground, Kind, Link
from zaizao.diagnosis.scope import PROCEDURES, Scope

BEGINNINGS = frozenset({"submit", "accept", "register"})
"""By these a case is taken in: they wait for nothing, and what is done waits for them."""

FOLLOWING = frozenset(
    "issue seal publish pay deliver answer hand_over revoke correct recover notify supervise call_back rate post_check "
    "evaluate archive wait progress".split()
)
"""What follows from a result by its nature: that it comes after is no habit."""

POWERFUL = frozenset("decide confirm issue seal sign_agreement pay revoke correct recover".split())
"""Acts by which an organ uses a power that the law must have given it."""


def is_habit(scope: Scope, target: str, link: Link) -> bool:
    """Whether the link is declared as habit and nothing in the nature of the two steps speaks for it.

    In a matter (no application, so nobody is entitled to fewer steps) only between procedures.
    """
    if link.ground is not Ground.CUSTOM or link.activity not in scope.activities:
        return False
    source = scope.activities[link.activity]
    does = scope.activities[target].does
    if scope.definition.kind is Kind.MATTER:
        return {source.does, does} <= PROCEDURES - {"report"}
    return does not in FOLLOWING or source.does in PROCEDURES
