"""The registry of what a definition must obey: one check per file, in the order in which findings are shown.

Errors keep a definition from loading; warnings are for `zaizao check`. The diagnosis of processes (is it a good
process?) is elsewhere: here stands only whether the description is sound.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from zaizao.definition.checks import (
    bad_expression,
    basis_dates,
    basis_in_force,
    circle,
    clock_points,
    clock_stops,
    concurrent_writers,
    data_not_given,
    duplicate_link,
    early_read,
    forbidden_actor,
    incomplete_construct,
    interrupt_target,
    missing_if_skipped,
    no_basis,
    promised_longer,
    repeat_region,
    reserved_name,
    runnable,
    self_link,
    undecided_item,
    unknown_outcome,
    unknown_reference,
    unknown_verb,
    unused,
)
from zaizao.definition.finding import Check, Finding, Severity
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.survey import Survey
from zaizao.errors import Problem

if TYPE_CHECKING:
    from zaizao.law import Library

CHECKS: tuple[Check, ...] = (
    reserved_name.CHECK,
    basis_dates.CHECK,
    unknown_reference.CHECK,
    unknown_verb.CHECK,
    incomplete_construct.CHECK,
    self_link.CHECK,
    duplicate_link.CHECK,
    circle.CHECK,
    unknown_outcome.CHECK,
    missing_if_skipped.CHECK,
    undecided_item.CHECK,
    clock_points.CHECK,
    clock_stops.CHECK,
    promised_longer.CHECK,
    forbidden_actor.CHECK,
    repeat_region.CHECK,
    interrupt_target.CHECK,
    bad_expression.CHECK,
    early_read.CHECK,
    concurrent_writers.CHECK,
    runnable.CHECK,
    no_basis.CHECK,
    basis_in_force.CHECK,
    data_not_given.CHECK,
    unused.CHECK,
)


_ERRORS = tuple(check for check in CHECKS if check.severity is Severity.ERROR)
_WARNINGS = tuple(check for check in CHECKS if check.severity is Severity.WARNING)


def find_errors(survey: Survey) -> list[Finding]:
    """What keeps the definition from loading, or would if it were not described as found."""
    return [finding for check in _ERRORS for finding in check.find(survey)]


def find_warnings(survey: Survey) -> list[Finding]:
    """What does not keep the definition from loading."""
    return [finding for check in _WARNINGS for finding in check.find(survey)]


def check_definition(
    definition: ProcessDefinition, *, library: Library | None = None, on: dt.date | None = None
) -> tuple[Finding, ...]:
    """Everything the checks have to say: errors, then warnings, in the order of the registry.

    ``library``: the law texts in which the bases cited are looked up; ``on``: the day on which they must be in force.
    """
    survey = Survey(definition, library=library, on=on)
    return (*find_errors(survey), *find_warnings(survey))


def runnability(definition: ProcessDefinition) -> tuple[Problem, ...]:
    """Why the definition cannot run cases; empty when it can."""
    return tuple(finding.to_problem() for finding in runnable.CHECK.find(Survey(definition)))


__all__ = ["CHECKS", "check_definition", "find_errors", "find_warnings", "runnability"]
