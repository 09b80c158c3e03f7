"""A `data` link is borne out: its source makes the object that the link names.

What: a link with ground `data` whose object the source neither gives nor writes, or without an object where the
source's `gives` and the target's `takes` share nothing.
Why: data prerequisites are recomputed, not believed; one that is not borne out may be mere habit.
Source: design §3 (every prerequisite has a ground).
"""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.definition.finding import Check, Severity, Spot
from zaizao.definition.model import Activity, Ground, Link
from zaizao.definition.survey import Survey, list_written


def _is_borne_out(survey: Survey, link: Link, source: Activity, target: Activity) -> bool:
    made = {*source.gives, *list_written(source)}
    for table in (survey.definition.materials, survey.definition.fields):
        made.update(name for name, declared in table.items() if declared.source == link.activity)
    if link.of is not None:
        return link.of in made
    return bool(made & {*target.takes, *target.reads})


def _look(survey: Survey) -> Iterator[Spot]:
    for name, index, link in survey.links:
        if link.ground is not Ground.DATA or link.assumption or link.activity not in survey.activities:
            continue
        if not _is_borne_out(survey, link, survey.activities[link.activity], survey.activities[name]):
            fields = {"activity": name, "source": link.activity, "object": link.of}
            yield Spot(("activities", name, "after", index), fields)


CHECK = Check("data-not-given", Severity.WARNING, _look)
