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
    weighed = _weigh_questions(definition, answers)
    return max(weighed, key=lambda each: each[0])[1] if weighed else None


def list_open_questions(definition: ProcessDefinition, answers: Answers) -> tuple[Question, ...]:
    """Every question on which something still hangs for these answers, in the definition's order."""
    return tuple(each for _, each in _weigh_questions(definition, answers))


def _weigh_questions(definition: ProcessDefinition, answers: Answers) -> list[tuple[int, Question]]:
    """The questions not answered yet with how many open guards each decides; those that decide none are left out."""
    open_guards = set(_list_open(definition, answers))
    weighed = [(sum(path in open_guards for path in each.decides), each) for each in list_questions(definition)]
    return [(weight, each) for weight, each in weighed if weight and each.field not in answers]


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
