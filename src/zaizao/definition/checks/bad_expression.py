"""Every expression can be read, fits the facts and gives what is wanted of it.

What: FEEL that does not parse, reads a name that is no field, entry list or party, compares what does not compare, or
gives another kind of value than its place needs (a guard true or false, a date a date); a field of an unknown type.
Why: found when loaded, by the author, instead of in a case, by a citizen.
Source: design §3 (guards typed against fields when loaded); DMN 1.5 §10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaizao.definition.expressions import Place, type_of_field
from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Field
from zaizao.definition.survey import Survey
from zaizao.errors import InputError


def _look(survey: Survey) -> Iterator[Spot]:
    yield from _look_at_fields(survey.definition.fields, ("fields",))
    for name, log in survey.definition.entries.items():
        yield from _look_at_fields(log.fields, ("entries", name, "fields"))
    for place in survey.places:
        yield from _look_at_place(survey, place)


def _look_at_fields(fields: Mapping[str, Field], at: Path) -> Iterator[Spot]:
    for name, declared in fields.items():
        if type_of_field(declared) is None:
            yield Spot((*at, name, "type"), {"type": declared.type}, "expression-unknown-type")
        if declared.parts:
            yield from _look_at_fields(declared.parts, (*at, name, "fields"))


def _look_at_place(survey: Survey, place: Place) -> Iterator[Spot]:
    try:
        kind, _ = survey.type_expression(place)
    except InputError as error:
        for problem in error.problems:
            fields = {"text": place.text, "column": problem.where.column, **problem.fields}
            yield Spot(place.path, fields, problem.code)
        return
    if place.expected and kind not in place.expected and kind not in ("any", "null"):
        fields = {"text": place.text, "found": kind, "expected": tuple(sorted(place.expected))}
        yield Spot(place.path, fields)


CHECK = Check("expression-wrong-kind", Severity.ERROR, _look)
