"""The record of a story as a time line, and the refusals with their way forward."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.cli.page.html import Html, join, tag
from zaizao.definition import ProcessDefinition
from zaizao.net.events import Event
from zaizao.net.naming import Names
from zaizao.net.scripts import Played, PlayedStep
from zaizao.net.telling import tell_event, tell_refusal
from zaizao.wording import format_moment, say
from zaizao.worktime import DayKind

_MANY = 5
"""Steps of one kind in a row beyond this number are folded."""


def record_section(played: Played, *, language: str) -> Html:
    """Every event of every case: who, when, what, its number."""
    count = sum(len(case.events) for case in played.cases.values())
    folded = list(_fold(played.steps))
    entries = [_entry(played, group, language) for group in folded]
    return join([
        tag("h4", say("page-record", {"count": count}, language)),
        tag("ol", entries, class_="timeline"),
        tag("p", say("page-replayed", {"count": count}, language), class_="hash"),
    ])  # fmt: skip


def _fold(steps: tuple[PlayedStep, ...]) -> Iterator[list[PlayedStep]]:
    """Steps of the same command at the same moment stand together."""
    group: list[PlayedStep] = []
    for step in steps:
        if group and (step.step.do, step.step.at, step.case) != (group[0].step.do, group[0].step.at, group[0].case):
            yield group
            group = []
        group.append(step)
    if group:
        yield group


def _entry(played: Played, group: list[PlayedStep], language: str) -> Html:
    first = group[0]
    several = f"{first.case}　" if len(played.cases) > 1 else ""
    whose = _who(first, _definition(played, first), language)
    lines = [_event(event, played, step, language) for step in group for event in step.events]
    lines += [_refused(step, played, language) for step in group if step.refusal is not None]
    body: object = tag("ul", lines, class_="events")
    if len(group) > _MANY:
        body = tag(
            "details", tag("summary", say("page-many-events", {"count": len(lines)}, language)), body, class_="fold"
        )
    return tag(
        "li",
        tag(
            "p",
            tag("time", _moment(played, first, language), datetime=first.step.at.isoformat()),
            tag("span", f"{several}{whose}", class_="by"),
            class_="when",
        ),
        [tag("p", step.note.say(language), class_="note") for step in group[:1] if step.note is not None],
        body,
        class_="refused" if first.refusal is not None else None,
    )


def _moment(played: Played, step: PlayedStep, language: str) -> str:
    """When, with a word where a Saturday or Sunday is worked."""
    moment = played.script.calendar.localise(step.step.at)
    written = format_moment(moment, language=language)
    if played.script.calendar.kind_of(moment.date()) is not DayKind.MAKEUP:
        return written
    more = say("page-makeup-day", {}, language)
    return written.replace("）", f"{more}）", 1) if language == "zh" else written + more


def _who(step: PlayedStep, definition: ProcessDefinition, language: str) -> str:
    names = Names(definition, language)
    who = step.command.by or say("tell-system", {}, language)
    if step.command.acting_for is None:
        return who
    return say("page-who", {"who": who, "organ": names.organ(step.command.acting_for)}, language)


def _definition(played: Played, step: PlayedStep) -> ProcessDefinition:
    """The version that the case ran on at this step."""
    case = played.cases.get(step.case)
    if case is None:
        assert step.step.definition is not None
        return step.step.definition
    digest = step.state.digest if step.state is not None else case.state.digest
    return next((each for each in case.definitions if each.digest == digest), case.definition)


def _event(event: Event, played: Played, step: PlayedStep, language: str) -> Html:
    added = step.state.added if step.state is not None else {}
    told = tell_event(event, _definition(played, step), language=language, added=added)
    more = tag("span", join(told.details, "　" if language == "zh" else " · "), class_="more") if told.details else None
    late = None
    if event.at != step.step.at:
        late = tag("span", format_moment(event.at, language=language), class_="more")
    return tag(
        "li",
        tag("span", event.seq, class_="seq"),
        tag("span", told.sentence, late, more, class_="told"),
        data_event=f"{step.case}#{event.seq}",
    )


def _refused(step: PlayedStep, played: Played, language: str) -> Html:
    assert step.refusal is not None
    words = tell_refusal(step.refusal, _definition(played, step), language=language)
    return tag("li", tag("span", "×", class_="seq"), tag("span", words, class_="told attend"))


def refusal_section(played: Played, *, language: str) -> Html | None:
    """What was asked and refused, each with its way forward; nothing where nothing was."""
    refused = [step for step in played.steps if step.refusal is not None]
    if not refused:
        return None
    return join([
        tag("h4", say("page-refusals", {"count": len(refused)}, language)),
        [_message(step, played, language) for step in refused],
    ])  # fmt: skip


def _message(step: PlayedStep, played: Played, language: str) -> Html:
    assert step.refusal is not None
    definition = _definition(played, step)
    when = f"{format_moment(step.step.at, language=language)}　{_who(step, definition, language)}"
    return tag(
        "div",
        tag("span", when, class_="soft small block"),
        tag("p", tell_refusal(step.refusal, definition, language=language)),
        class_="message attend",
    )
