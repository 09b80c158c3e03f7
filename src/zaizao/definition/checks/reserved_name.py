"""No name is one that already means something.

What: an activity called `case`; an organ or party called `applicant` that is not one; a field, entry list or part that
is no FEEL name (hyphens would be minus signs), a word of FEEL, or a word the language itself gives to expressions.
Why: `case.opened` and `a-b` must have one meaning. Source: docs/language.md; DMN 1.5 §10.3.1.2 (names).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zaizao.definition.codec import is_identifier
from zaizao.definition.finding import Check, Path, Severity, Spot
from zaizao.definition.model import Field
from zaizao.definition.survey import Survey

FEEL_WORDS = frozenset(
    "and or not if then else for in return some every satisfies between instance of function external "
    "true false null".split()
)
GIVEN_WORDS = frozenset({"results", "done", "recused", "today", "now"})
"""Names that the language itself gives to expressions: those of join.aggregate, and the clock's."""


def _is_feel_name(name: str) -> bool:
    """Whether an expression can name it: as an identifier, but without the hyphen that would be a minus."""
    return "-" not in name and is_identifier(name)


def _look_at_fields(fields: Mapping[str, Field], at: Path) -> Iterator[Spot]:
    for name, declared in fields.items():
        if not _is_feel_name(name):
            yield Spot((*at, name), {"name": name}, "field-name-malformed")
        elif name in FEEL_WORDS or name in GIVEN_WORDS:
            yield Spot((*at, name), {"name": name})
        if declared.parts:
            yield from _look_at_fields(declared.parts, (*at, name, "fields"))


def _look(survey: Survey) -> Iterator[Spot]:
    definition = survey.definition
    if "case" in definition.activities:
        yield Spot(("activities", "case"), {"name": "case"})
    if "applicant" in definition.organs:
        yield Spot(("organs", "applicant"), {"name": "applicant"})
    yield from _look_at_fields(definition.fields, ("fields",))
    for name, log in definition.entries.items():
        if not _is_feel_name(name):
            yield Spot(("entries", name), {"name": name}, "field-name-malformed")
        elif name in FEEL_WORDS or name in GIVEN_WORDS or name in definition.fields:
            yield Spot(("entries", name), {"name": name})
        yield from _look_at_fields(log.fields, ("entries", name, "fields"))


CHECK = Check("reserved-name", Severity.ERROR, _look)
