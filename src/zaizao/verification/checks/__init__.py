"""The registry of what must not be lost: one subject per file, in the order in which losses are shown."""

from zaizao.verification.checks import (
    acts,
    bases,
    clocks,
    constructs,
    critical,
    durations,
    easements,
    evidence,
    facts,
    items,
    order,
    organs,
    outcomes,
    papers,
    people,
    remedies,
    running,
    sources,
    uniting,
)
from zaizao.verification.inquiry import Look

CHECKS: tuple[Look, ...] = (
    acts.look,
    uniting.look,
    items.look,
    running.look,
    order.look,
    organs.look,
    people.look,
    outcomes.look,
    remedies.look,
    bases.look,
    clocks.look,
    durations.look,
    critical.look,
    papers.look,
    sources.look,
    easements.look,
    evidence.look,
    facts.look,
    constructs.look,
)

__all__ = ["CHECKS"]
