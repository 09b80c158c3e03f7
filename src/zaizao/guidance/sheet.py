"""一单告知: everything that one applicant is told at once — what is decided, what to bring, what the state has already.

Exactly theirs: a material stands on it only if an activity that will happen takes it. What hangs on an answer not yet
given is on it as open. Nothing that is not on it may be demanded later (LC4).
"""

from __future__ import annotations

from msgspec import Struct

from zaizao.definition.model import Material, ProcessDefinition
from zaizao.guidance.course import Answers, Course, foresee
from zaizao.guidance.questions import choose_question
from zaizao.units import Limit, Text


class Paper(Struct, frozen=True):
    """One material as the applicant meets it."""

    material: str
    name: Text
    source: str
    """bring (the applicant has it), form (filled in here), shared (the state has it), made (an earlier step gives it)."""
    copies: int
    may_follow: bool
    """It may be handed in later (容缺)."""
    may_pledge: bool
    """A pledge may stand for it (告知承诺)."""
    basis: str | None
    certain: bool
    """False while it hangs on an answer not yet given, or on what will be found on the way."""


class Sheet(Struct, frozen=True):
    """What somebody is told once."""

    items: tuple[str, ...]
    """What is decided for them."""
    papers: tuple[Paper, ...]
    fields: tuple[str, ...]
    """What they fill in: fields that come from the applicant and that something happening reads or holds."""
    visits: int
    """How often they come, or are visited: at most, while answers are missing."""
    promised: Limit | None
    complete: bool
    """Whether no answer of theirs would change it any more."""

    def list_to_bring(self) -> tuple[Paper, ...]:
        """What the applicant really has to bring, forms apart."""
        return tuple(paper for paper in self.papers if paper.source == "bring")


def tell_once(definition: ProcessDefinition, answers: Answers) -> Sheet:
    """The notice for these answers. Raises graphlib.CycleError for a definition with circles, which cannot run."""
    course = foresee(definition, answers)
    happening = {name for name, answer in course.activities.items() if answer is not False}
    return Sheet(
        items=tuple(name for name, answer in course.items.items() if answer is not False),
        papers=tuple(_list_papers(definition, course)),
        fields=tuple(_list_fields(definition, course, happening)),
        visits=sum(definition.activities[name].visit for name in happening),
        promised=definition.promised,
        complete=choose_question(definition, answers) is None,
    )


def _list_papers(definition: ProcessDefinition, course: Course) -> list[Paper]:
    return [
        Paper(
            material=name,
            name=each.name,
            source=_tell_source(each),
            copies=each.copies,
            may_follow=each.gap == "minor",
            may_pledge=each.pledge == "allowed",
            basis=each.basis,
            certain=course.materials[name] is True,
        )
        for name, each in definition.materials.items()
        if course.materials[name] is not False
    ]


def _tell_source(material: Material) -> str:
    if material.source != "applicant":
        return "shared" if material.source.startswith("shared/") else "made"
    return "form" if material.holds else "bring"


def _list_fields(definition: ProcessDefinition, course: Course, happening: set[str]) -> list[str]:
    wanted = {field for name in happening for field in definition.activities[name].reads}
    for name, answer in course.materials.items():
        if answer is not False:
            wanted.update(definition.materials[name].holds)
    return [name for name, each in definition.fields.items() if each.source == "applicant" and name in wanted]
