"""A played case told: as lines for the terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from zaizao.cli.clocks import CaseDeadline, list_deadlines
from zaizao.definition import ProcessDefinition
from zaizao.net import events as happened
from zaizao.net.naming import Names
from zaizao.net.saving import event_to_plain
from zaizao.net.scripts import Played, PlayedCase, PlayedStep
from zaizao.net.state import NULL, Added, CaseState
from zaizao.net.telling import Told, tell_event, tell_refusal
from zaizao.wording import say


def describe_played(played: Played, *, language: str = "zh") -> dict[str, object]:
    """The whole story as plain values."""
    return {
        "name": played.script.name.say(language),
        "says": None if played.script.says is None else played.script.says.say(language),
        "cases": {name: _describe_case(played, case, language) for name, case in played.cases.items()},
        "steps": [_describe_step(played, step, language) for step in played.steps],
    }


def _describe_case(played: Played, case: PlayedCase, language: str) -> dict[str, object]:
    about = describe_events(case.definition, case.state, case.events, language=language)
    deadlines = list_deadlines(
        case.definition,
        case.state,
        case.events,
        calendar=played.script.calendar,
        earlier=case.definitions,
        language=language,
    )
    return {**about, "deadlines": [_describe_deadline(one, played.script.ends) for one in deadlines]}


def describe_events(
    definition: ProcessDefinition, state: CaseState, events: Sequence[happened.Event], *, language: str
) -> dict[str, object]:
    """One case and its record."""
    names = Names(definition, language, state.added)
    return {
        "case": state.case,
        "process": definition.process,
        "digest": state.digest,
        "status": state.status,
        "ending": state.ending,
        "items": {name: item.outcome for name, item in state.items.items()},
        "facts": {name: None if value is NULL else value for name, value in state.facts.sorted_items()},
        "open": sorted({work.activity for work in state.work.values()}),
        "events": [_describe_event(event, definition, names) for event in events],
    }


def _describe_event(event: happened.Event, definition: ProcessDefinition, names: Names) -> dict[str, object]:
    told = tell_event(event, definition, language=names.language, added=names.added)
    return {**event_to_plain(event), "text": told.sentence, "details": list(told.details)}


def _describe_deadline(one: CaseDeadline, now: datetime) -> dict[str, object]:
    due = one.deadline.due
    return {
        "subject": one.subject,
        "name": one.name,
        "limit": str(one.deadline.limit),
        "start": one.deadline.start.isoformat(),
        "due": None if due is None else due.isoformat(),
        "state": one.state_at(now),
        "others": len(one.others),
    }


def _describe_step(played: Played, step: PlayedStep, language: str) -> dict[str, object]:
    refusal = step.refusal
    definition = played.cases[step.case].definition if step.case in played.cases else step.step.definition
    told = None if refusal is None or definition is None else tell_refusal(refusal, definition, language=language)
    return {
        "n": step.number,
        "at": step.step.at.isoformat(),
        "case": step.case,
        "do": step.step.do,
        "by": step.command.by,
        "note": None if step.note is None else step.note.say(language),
        "events": [event.seq for event in step.events],
        "refusal": None if refusal is None else {"code": refusal.code, "text": told},
    }


# On the terminal


def write_played(played: Played, *, language: str = "zh") -> str:
    """The story step by step, then where each case stands."""
    lines = [played.script.name.say(language)]
    if played.script.says is not None:
        lines.append(played.script.says.say(language))
    for step in played.steps:
        lines += ["", *write_step(played, step, language)]
    for case in played.cases.values():
        lines += ["", *_write_standing(played, case, language)]
    return "\n".join(lines)


def write_step(played: Played, step: PlayedStep, language: str) -> Iterator[str]:
    """One step: when, who, what happened."""
    names = Names(step.step.definition or played.cases[step.case].definition, language)
    who = step.command.by or say("tell-system", {}, language)
    case = f"{step.case}　" if len(played.cases) > 1 else ""
    yield f"{case}{names.moment(step.step.at)}　{who}"
    if step.note is not None:
        yield f"  “{step.note.say(language)}”"
    if step.refusal is not None:
        yield "  ✗ " + tell_refusal(step.refusal, names.definition, language=language)
    for event in step.events:
        yield f"  {event.seq:>3}  {_line(tell_event(event, names.definition, language=language, added=_added(step)))}"


def _added(step: PlayedStep) -> Mapping[str, Added]:
    return {} if step.state is None else step.state.added


def _line(told: Told) -> str:
    return "　".join((told.sentence, *told.details))


def _write_standing(played: Played, case: PlayedCase, language: str) -> Iterator[str]:
    names = Names(case.definition, language, case.state.added)
    ending = names.ending(case.state.ending) if case.state.ending else ""
    code = "cli-case-closed" if case.state.status == "closed" else "cli-case-open"
    yield say(code, {"case": case.case, "ending": ending}, language)
    for name, item in case.state.items.items():
        outcome = names.outcome(item.outcome) if item.outcome else say("cli-undecided", {}, language)
        yield say("cli-item-line", {"item": names.item(name), "outcome": outcome}, language)
    for _, work in case.state.work.sorted_items():
        yield say(
            "cli-open-line", {"work": names.work(work.id), "holder": names.organ(work.holder or "applicant")}, language
        )
    deadlines = list_deadlines(
        case.definition,
        case.state,
        case.events,
        calendar=played.script.calendar,
        earlier=case.definitions,
        language=language,
    )
    for one in deadlines:
        if one.is_open:
            yield say_deadline(one, names, played.script.ends)


def say_deadline(one: CaseDeadline, names: Names, now: datetime) -> str:
    """One open deadline in a line."""
    from zaizao.cli.showing import say_left

    kind = say(f"cli-kind-{one.kind}", {}, names.language)
    left = say_left(one.deadline, now, language=names.language)
    due = "" if one.deadline.due is None else names.moment(one.deadline.due)
    return say("cli-deadline-line", {"kind": kind, "name": one.name, "due": due, "left": left}, names.language)
