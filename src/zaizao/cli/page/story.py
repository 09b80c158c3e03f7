"""One story on the page: where it stands, its pictures, items, deadlines, materials, law and record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from zaizao.cli.clocks import CaseDeadline, list_deadlines
from zaizao.cli.page.calendar import day_table
from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.laws import law_section
from zaizao.cli.page.parts import chip, deadline_chip, figure, folding_table, inline_picture
from zaizao.cli.page.record import record_section, refusal_section
from zaizao.definition import ProcessDefinition
from zaizao.net.naming import Names
from zaizao.net.scripts import Played, PlayedCase, PlayedStep
from zaizao.net.standing import standing_of
from zaizao.net.state import ItemState
from zaizao.notation import LaneRow, Standing, draw_lanes, draw_ribbon, lanes_table
from zaizao.wording import format_date, format_moment, say

_SHOWN = 8
"""Limits of steps shown at once where a case has no items."""


class Scene(Struct, frozen=True):
    """One case of a story and what all its sections need."""

    played: Played
    case: PlayedCase
    language: str
    anchor: str

    @property
    def names(self) -> Names:
        """Names in the reader's language."""
        return Names(self.case.definition, self.language, self.case.state.added)

    @property
    def now(self) -> datetime:
        """The moment from which the story is looked at."""
        return self.played.script.ends

    def say(self, code: str, **fields: object) -> str:
        """Words in the reader's language."""
        return say(code, fields, self.language)

    def deadlines(self) -> list[CaseDeadline]:
        """Every deadline that ran in the case."""
        state, calendar = self.case.state, self.played.script.calendar
        return list_deadlines(
            self.case.definition,
            state,
            self.case.events,
            calendar=calendar,
            earlier=self.case.definitions,
            language=self.language,
        )


def build_story(played: Played, *, number: int, language: str) -> Html:
    """The story as one section of the page."""
    script = played.script
    several = len(played.cases) > 1
    scenes = [
        Scene(played, case, language, f"s{number}-{place}") for place, case in enumerate(played.cases.values(), 1)
    ]
    return tag(
        "section",
        tag(
            "p",
            f"{played.first.definition.name.say(language)}　",
            tag("span", script.case, class_="nowrap"),
            class_="soft small",
        ),
        tag("h2", script.name.say(language)),
        tag("p", script.says.say(language), class_="lead") if script.says is not None else None,
        [_build_case(scene, titled=several) for scene in scenes],
        refusal_section(played, language=language),
        record_section(played, language=language),
        law_section([scene.case.definition for scene in scenes], on=script.ends.date(), language=language),
        id=f"s{number}",
        class_="story",
    )


def _build_case(scene: Scene, *, titled: bool) -> Html:
    return tag(
        "div",
        tag("h3", f"{scene.case.definition.name.say(scene.language)}　{scene.case.case}") if titled else None,
        _standing_line(scene),
        _halfway(scene),
        _ribbon(scene),
        _lanes(scene),
        _items(scene),
        _deadlines(scene),
        _materials(scene),
        class_="case",
    )


def _standing_line(scene: Scene) -> Html:
    state = scene.case.state
    if state.status == "closed" and state.closed is not None:
        words = scene.say(
            "page-closed",
            ending=scene.names.ending(state.ending),
            day=format_date(state.closed.date(), language=scene.language),
        )
        return tag("p", chip("done", words), class_="standing")
    where = scene.names.several(sorted({work.activity for work in state.work.values()}), scene.names.activity)
    return tag("p", chip("in-time", scene.say("page-open", where=where)), class_="standing")


# Pictures


def _fullest(scene: Scene) -> PlayedStep | None:
    """The step after which most was going on at once; None where the case is still open at the end."""
    if scene.case.state.status != "closed":
        return None
    steps = [
        step
        for step in scene.case.steps
        if step.state is not None and step.state.status == "open" and len(step.state.work)
    ]
    return max(steps, key=_liveliness, default=None)


def _liveliness(step: PlayedStep) -> tuple[int, int, int]:
    assert step.state is not None
    stopped = sum(item.stopped for item in step.state.items.values())
    return stopped, len({work.activity for work in step.state.work.values()}), step.number


def _halfway(scene: Scene) -> Html | None:
    """Where the case stood when most was going on."""
    step = _fullest(scene)
    if step is None or step.state is None:
        return None
    definition = next(each for each in scene.case.definitions if each.digest == step.state.digest)
    standing = standing_of(definition, step.state, step.step.at)
    when = format_moment(step.step.at, language=scene.language)
    picture = draw_lanes(definition, standing=standing, language=scene.language, title="")
    rows = [_lane_cells(row, scene) for row in lanes_table(definition, standing=standing, language=scene.language)]
    ribbon = _ribbon_box(definition, standing, scene, title=scene.say("page-ribbon"))
    return join([
        tag("h4", scene.say("page-halfway", when=when)),
        ribbon,
        figure(inline_picture(picture), title=_lane_title(scene), note=scene.say("page-lanes-note"), table=folding_table(_lane_heads(scene), rows), language=scene.language),
    ])  # fmt: skip


def _ribbon(scene: Scene) -> Html:
    standing = standing_of(scene.case.definition, scene.case.state, scene.now)
    title = scene.say("page-ribbon-end") if scene.case.state.status == "closed" else scene.say("page-ribbon")
    return join([tag("h4", title), _ribbon_box(scene.case.definition, standing, scene, title=title)])


def _lanes(scene: Scene) -> Html:
    """The lanes as the case stands at the end; folded where the halfway picture stands above already."""
    definition = scene.case.definition
    standing = standing_of(definition, scene.case.state, scene.now)
    svg = draw_lanes(definition, standing=standing, language=scene.language, title="")
    rows = [_lane_cells(row, scene) for row in lanes_table(definition, standing=standing, language=scene.language)]
    drawn = figure(
        inline_picture(svg),
        title=_lane_title(scene),
        note=None,
        table=folding_table(_lane_heads(scene), rows),
        language=scene.language,
    )
    if scene.case.state.status != "closed":
        return drawn
    return tag("details", tag("summary", scene.say("page-lanes-end")), drawn, class_="fold")


def _ribbon_box(definition: ProcessDefinition, standing: Standing, scene: Scene, *, title: str) -> Html:
    """The ribbon lying, and upright for a phone."""
    lying = draw_ribbon(definition, standing=standing, language=scene.language)
    upright = draw_ribbon(definition, standing=standing, language=scene.language, upright=True)
    region = {"tabindex": "0", "role": "region", "aria_label": title}
    return join([
        tag("div", inline_picture(lying), class_="scroll-x not-phone", **region),
        tag("div", inline_picture(upright), class_="scroll-x only-phone", **region),
    ])  # fmt: skip


def _lane_title(scene: Scene) -> str:
    definition = scene.case.definition
    organs = len(
        {activity.by or definition.competent for activity in definition.activities.values()}
        - {"applicant", *definition.parties}
    )
    return scene.say("page-lanes", steps=len(definition.activities), organs=organs)


def _lane_heads(scene: Scene) -> list[str]:
    return [scene.say(f"page-lane-{key}") for key in ("step", "organ", "after", "limit", "status")]


def _lane_cells(row: LaneRow, scene: Scene) -> list[object]:
    after = scene.names.several(row.after, str) if row.after else "—"
    status = scene.say("page-here") if row.here and not row.status else row.status
    return [row.name, row.organ, after, row.limit or "—", status]


# Items and clocks


def _items(scene: Scene) -> Html | None:
    state = scene.case.state
    if not state.items:
        return None
    clocks = {one.subject: one for one in scene.deadlines()}
    heads = [scene.say(f"page-item-{key}") for key in ("name", "organ", "outcome", "statutory", "promised", "used")]
    rows = [_item_cells(scene, name, item, clocks) for name, item in state.items.items()]
    return join([tag("h4", scene.say("page-items")), folding_table(heads, rows)])


def _item_cells(scene: Scene, name: str, item: ItemState, clocks: dict[str, CaseDeadline]) -> list[object]:
    about = scene.case.definition.items[name]
    statutory, promised = clocks.get(f"item:{name}"), clocks.get(f"promise:{name}")
    outcome = scene.names.outcome(item.outcome) if item.outcome else scene.say("cli-undecided")
    return [
        scene.names.item(name),
        scene.names.organ(about.organ),
        tag("b", outcome),
        _due_cell(scene, statutory),
        _due_cell(scene, promised),
        _used_cell(scene, statutory, item),
    ]


def _due_cell(scene: Scene, one: CaseDeadline | None) -> object:
    if one is None:
        return "—"
    return join([scene.names.value(one.deadline.limit), tag("span", _day(scene, one), class_="soft small block")])


def _day(scene: Scene, one: CaseDeadline) -> str:
    if one.deadline.last_day is None:
        return scene.say("page-state-paused")
    return format_date(one.deadline.last_day, language=scene.language)


def _used_cell(scene: Scene, one: CaseDeadline | None, item: ItemState) -> object:
    """A gauge of the counted time that was used."""
    if one is None:
        return "—"
    at = item.ended or scene.now
    used = one.deadline.fraction(at)
    state = one.state_at(scene.now) if item.ended is None else "overdue" if item.overdue else "in-time"
    share = 100 if used is None else round(used * 100)
    words = scene.say("page-used-paused") if used is None else scene.say("page-used", percent=share)
    return join(
        [
            tag("span", tag("i", class_=f"w{_step(share)}"), class_=f"gauge {state}", aria_hidden="true"),
            tag("span", words, class_="soft small"),
        ]
    )


def _step(share: int) -> int:
    """Gauge widths are classes, in steps of five, because the page has no inline styles."""
    return min(100, max(0, round(share / 5) * 5))


def _deadlines(scene: Scene) -> Html | None:
    found = scene.deadlines()
    if not found:
        return None
    open_ones = [one for one in found if one.is_open or one.kind in ("item", "promise", "case")]
    over = [one for one in found if one not in open_ones]
    if not open_ones:
        open_ones, over = over[:_SHOWN], over[_SHOWN:]
    parts: list[object] = [tag("h4", scene.say("page-deadlines"))]
    telling = max(open_ones, key=_tellingness, default=None)
    parts += [derivation(scene, one, opened=one is telling) for one in open_ones]
    if over:
        inner = [derivation(scene, one, opened=False) for one in over]
        parts.append(
            tag("details", tag("summary", scene.say("page-steps-over", count=len(over))), inner, class_="fold")
        )
    return join(parts)


def _tellingness(one: CaseDeadline) -> tuple[bool, bool, int]:
    """The deadline to show open: one that runs, else one whose clock stood still, else the longest."""
    start, last = one.deadline.start.date(), one.deadline.last_day
    return one.is_open, bool(one.stops), (last - start).days if last is not None else 0


def derivation(scene: Scene, one: CaseDeadline, *, opened: bool) -> Html:
    """One deadline: how it stands, and day by day how it was counted, with the rules."""
    names = scene.names
    basis = names.basis(one.basis) if one.basis else ""
    explanation = one.deadline.explain(scene.language, limit_basis=basis)
    kind = scene.say(f"cli-kind-{one.kind}")
    name = one.name if not one.others else names.several([one.name, *one.others], str)
    caption = scene.say("page-derive-caption", limit=one.deadline.limit, day=_end(scene, one))
    rules = tag(
        "ol", [tag("li", tag("span", explanation.rule_text(rule, say))) for rule in explanation.rules], class_="rules"
    )
    return tag(
        "details",
        tag(
            "summary",
            tag(
                "span",
                tag("span", kind, class_="soft"),
                " ",
                tag("b", name),
                tag("span", scene.say("page-until", day=_end(scene, one)), class_="until soft"),
                class_="what",
            ),
            deadline_chip(one, scene.now, language=scene.language),
        ),
        tag(
            "div",
            tag(
                "div",
                day_table(
                    explanation, now=(one.ended or scene.now).date(), ended=one.ended is not None, caption=caption
                ),
            ),
            rules,
            class_="derive",
        ),
        class_="chip-open",
        data_deadline=one.subject,
        open=opened,
    )


def _end(scene: Scene, one: CaseDeadline) -> str:
    due = one.deadline.due
    if due is None:
        return scene.say("page-state-paused")
    at_midnight = due.time().isoformat() == "00:00:00"
    return (
        format_date((due - timedelta(seconds=1)).date(), language=scene.language)
        if at_midnight
        else format_moment(due, language=scene.language)
    )


# Materials

_SIGNS = {"supplied": "ok", "made": "ok", "gap": "gap", "lapsed": "gap", "revoked": "doubt", "pledged": "pledge"}


def _materials(scene: Scene) -> Html | None:
    materials = scene.case.definition.materials
    if not materials:
        return None
    rows = [row for name in materials if (row := _material(scene, name)) is not None]
    return join([tag("h4", scene.say("page-materials")), tag("ul", rows, class_="checklist")])


def _material(scene: Scene, name: str) -> Html | None:
    about, paper = scene.case.definition.materials[name], scene.case.state.papers.get(name)
    shared = about.source.startswith("shared/")
    status = paper.status if paper is not None else "shared" if shared else "absent"
    if status == "supplied" and shared:
        status = "shared"
    sign = "share" if status == "shared" else _SIGNS.get(status, "none")
    told = scene.say(f"page-paper-{status}")
    if paper is not None and paper.due is not None:
        told += scene.say("page-paper-due", due=scene.names.moment(paper.due))
    return tag(
        "li",
        tag("span", scene.say(f"page-zi-{sign}"), class_=f"zi {sign}", aria_hidden="true"),
        tag("div", tag("b", scene.names.material(name)), tag("span", _source(scene, about.source), class_="from")),
        tag("span", told, class_="say"),
    )


def _source(scene: Scene, source: str) -> str:
    if source == "applicant":
        return scene.say("page-from-applicant")
    if source.startswith("shared/"):
        return scene.say("page-from-shared")
    return scene.say("page-from-step", step=scene.names.activity(source))


def list_open_deadlines(scene: Scene) -> Iterator[CaseDeadline]:
    """The deadlines that still run."""
    return (one for one in scene.deadlines() if one.is_open)
