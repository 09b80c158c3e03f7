"""Which question comes next: the one that decides most of what is still open; none when nothing is.

A question is always a field that the definition asks of the applicant; nothing else may be asked (行政许可法 第31条).
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError

from msgspec import Struct

from zaizao.definition.expressions import type_of_field
from zaizao.definition.model import Field, ProcessDefinition
from zaizao.expression import UNKNOWN
from zaizao.guidance.course import Answers, Guards, foresee
from zaizao.units import Text


class Question(Struct, frozen=True):
    """One thing to ask."""

    field: str
    name: Text
    purpose: Text | None
    kind: str
    """The kind of its answer: boolean, number, string, date … (`zaizao.expression.FieldType.kind`)."""
    options: tuple[str, ...]
    decides: tuple[str, ...]
    """Paths of the guards that hang on it, e.g. ``materials/lease``."""


def list_questions(definition: ProcessDefinition) -> tuple[Question, ...]:
    """Every question on which something hangs, in the definition's order."""
    hanging: dict[str, list[str]] = {}
    guards = Guards(definition, {})
    for path, text in _list_guards(definition):
        for name in guards.list_reads(text):
            hanging.setdefault(name, []).append(path)
    return tuple(
        _make_question(name, each, tuple(hanging[name]))
        for name, each in definition.fields.items()
        if each.source == "applicant" and name in hanging
    )


def choose_question(definition: ProcessDefinition, answers: Answers) -> Question | None:
    """The question that decides most of the guards still open for these answers; None when no answer changes anything."""
    open_guards = set(_list_open(definition, answers))
    candidates = [
        (sum(path in open_guards for path in each.decides), -place, each)
        for place, each in enumerate(list_questions(definition))
        if each.field not in answers
    ]
    weight, _, chosen = max(candidates, default=(0, 0, None), key=lambda each: each[:2])
    return chosen if weight else None


def _list_open(definition: ProcessDefinition, answers: Answers) -> Iterator[str]:
    """Guards whose own answer is unknown while what they guard may still be."""
    guards = Guards(definition, answers)
    try:
        course = foresee(definition, answers)
    except CycleError:
        course = None
    for path, text in _list_guards(definition):
        kind, _, name = path.partition("/")
        may_be = course is None or getattr(course, kind)[name] is not False
        if may_be and guards.test(text) is UNKNOWN:
            yield path


def _list_guards(definition: ProcessDefinition) -> Iterator[tuple[str, str]]:
    for kind in ("items", "materials", "activities"):
        for name, each in getattr(definition, kind).items():
            if each.when is not None:
                yield f"{kind}/{name}", each.when


def _make_question(name: str, declared: Field, decides: tuple[str, ...]) -> Question:
    found = type_of_field(declared)
    kind = found.kind if found is not None else "string"
    return Question(name, declared.name or Text(name), declared.purpose, kind, declared.options, decides)
