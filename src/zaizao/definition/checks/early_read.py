"""No expression reads a field that may not have been written yet.

What: a guard, date, list or automatic result that reads a field which activities write, none of them before it; or one
that an activity at work at the same time may still write.
Why: the answer would be unknown, or depend on who is quicker. Facts from the applicant or shared data that no
activity writes are there from the start; what follows an interrupt cannot know what was done and is left out.
Source: design §3 (a guard that can read a field not yet written is a load error).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.expressions import Moment, Place
from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.survey import Survey
from zaizao.errors import InputError


def _look(survey: Survey) -> Iterator[Spot]:
    if not survey.writers:
        return
    for place in survey.places:
        if place.owner is not None and place.moment is not Moment.APART:
            yield from _look_at_place(survey, place, place.owner)
        elif place.path[0] == "items":
            for name, activity in survey.activities.items():
                if activity.item == place.path[1]:
                    yield from _look_at_place(survey, place, name)


def _look_at_place(survey: Survey, place: Place, reader: str) -> Iterator[Spot]:
    if reader in survey.behind_interrupts:
        return
    try:
        _, reads = survey.type_expression(place)
    except InputError:
        return  # said by bad_expression
    for name in sorted(reads):
        writers = survey.writers.get(name, ())
        declared = survey.definition.fields.get(name)
        if not writers or declared is None:
            continue
        known = declared.source.startswith("shared/") or (place.moment is Moment.END and reader in writers)
        known = known or _is_set_before(survey, place, reader, name)
        if not known and not any(survey.is_before(writer, reader) for writer in writers):
            yield Spot(place.path, {"field": name, "activity": reader, "writers": writers})
            continue
        for writer in writers:
            if writer != reader and survey.are_concurrent(writer, reader):
                fields = {"field": name, "activity": reader, "writer": writer}
                yield Spot(place.path, fields, "read-while-written")
                break


def _is_set_before(survey: Survey, place: Place, reader: str, field: str) -> bool:
    """Whether an automatic activity has set the field itself by then: it sets one after another, then decides."""
    automatic = survey.activities[reader].automatic
    if automatic is None or field not in automatic.sets or place.path[2:3] != ("automatic",):
        return False
    order = list(automatic.sets)
    return place.path[3] == "outcome" or order.index(field) < order.index(str(place.path[4]))


CHECK = Check("early-read", Severity.ERROR, _look)
