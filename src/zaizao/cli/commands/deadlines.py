"""`zaizao deadline`: when a limit ends and why, day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from zaizao.cli.files import located
from zaizao.cli.program import CommandError, Spoken, format_option, option
from zaizao.cli.showing import print_json, say_left
from zaizao.errors import InputError, Location, Problem
from zaizao.units import Limit, LimitError, parse_limit
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.worktime import Deadline, Extension, Suspension, WorkCalendar

T = TypeVar("T")


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="deadline",
        language=language,
        callback=lambda **given: show_deadline(language, **given),
        params=[
            option(["--from", "start"], language, about="from", required=True, metavar="DATE"),
            option(["--limit"], language, about="limit", required=True, metavar="LIMIT"),
            option(["--suspend"], language, about="suspend", multiple=True, metavar="FIRST/LAST"),
            option(["--extend"], language, about="extend", multiple=True, metavar="LIMIT"),
            option(["--calendar"], language, about="calendar", metavar="FILE"),
            option(["--now"], language, about="now", metavar="DATE"),
            format_option(language),
        ],
    )


def show_deadline(
    language: str,
    *,
    start: str,
    limit: str,
    suspend: tuple[str, ...],
    extend: tuple[str, ...],
    calendar: str | None,
    now: str | None,
    form: str,
) -> None:
    """Compute a deadline and print it with its derivation."""
    deadline = compute(start=start, limit=limit, suspend=suspend, extend=extend, calendar=calendar)
    moment = _read_moment("--now", now) if now is not None else None
    if form == "json":
        print_json(to_plain(deadline, language=language, now=moment))
        return
    click.echo(say_due(deadline, language=language))
    if moment is not None:
        click.echo(say_left(deadline, moment, language=language))
    click.echo(deadline.explain(language).to_text(say))


def compute(
    *, start: str, limit: str, suspend: tuple[str, ...] = (), extend: tuple[str, ...] = (), calendar: str | None = None
) -> Deadline:
    """The deadline of what the options say; every fault of them at once.

    Raises CommandError, CalendarFileError, DeadlineError.
    """
    from zaizao.worktime import compute_deadline

    problems: list[Problem] = []
    moment = _collect(problems, lambda: _read_moment("--from", start))
    span = _collect(problems, lambda: _read_limit("--limit", limit))
    stops = [_collect(problems, partial(_read_stop, text)) for text in suspend]
    more = [_collect(problems, partial(_read_extension, text)) for text in extend]
    known = _collect(problems, lambda: _read_calendar(calendar))
    if problems or moment is None or span is None or known is None:
        raise CommandError(problems)
    return compute_deadline(
        span,
        start=moment,
        calendar=known,
        suspensions=[stop for stop in stops if stop is not None],
        extensions=[one for one in more if one is not None],
    )


def to_plain(deadline: Deadline, *, language: str, now: datetime | None = None) -> dict[str, object]:
    """The fixed JSON form: due, explanation, and what the count rests on."""
    explanation = deadline.explain(language)
    return {
        "start": deadline.start.isoformat(),
        "limit": str(deadline.limit),
        "due": None if deadline.due is None else deadline.due.isoformat(),
        "last_day": None if deadline.last_day is None else deadline.last_day.isoformat(),
        "paused": deadline.paused,
        "provisional": deadline.provisional,
        "edition": deadline.edition,
        **({"remaining_days": deadline.remaining_days(now), "overdue": deadline.is_overdue(now)} if now else {}),
        "text": explanation.to_text(say),
        "explanation": explanation.to_json(say),
    }


def say_due(deadline: Deadline, *, language: str) -> str:
    """When it ends, in one line."""
    if deadline.due is None:
        return say("cli-deadline-paused", {}, language)
    if deadline.last_day is not None and deadline.due.time().isoformat() == "00:00:00":
        return say("cli-deadline-day", {"day": deadline.last_day}, language)
    return say("cli-deadline-moment", {"due": deadline.due}, language)


def _collect(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """What ``read`` gives; None and the problems kept when it cannot."""
    try:
        return read()
    except InputError as error:
        problems += error.problems or [Problem(error.code, error.fields)]
        return None


def _read_moment(option_name: str, text: str) -> datetime:
    """A day (its beginning) or a moment, in Shanghai where no zone is given."""
    from zaizao.worktime import SHANGHAI

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise _wrong("cli-date", option_name, text) from None
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment


def _read_limit(option_name: str, text: str) -> Limit:
    try:
        return parse_limit(text)
    except LimitError as error:
        raise CommandError(
            Problem(each.code, each.fields, Location(path=option_name)) for each in error.problems
        ) from None


def _read_stop(text: str) -> Suspension:
    from zaizao.worktime import Suspension, SuspensionError

    first, _, last = text.partition("/")
    try:
        return Suspension(date.fromisoformat(first.strip()), date.fromisoformat(last.strip()) if last.strip() else None)
    except SuspensionError as error:
        raise CommandError(
            [Problem(each.code, each.fields, Location(path="--suspend")) for each in error.problems]
        ) from None
    except ValueError:
        raise _wrong("cli-period", "--suspend", text) from None


def _read_extension(text: str) -> Extension:
    from zaizao.worktime import Extension

    return Extension(_read_limit("--extend", text))


def _read_calendar(path: str | None) -> WorkCalendar:
    from zaizao.worktime import china, load_calendar

    if path is None:
        return china()
    with located(path):
        return load_calendar(path)


def _wrong(code: str, option_name: str, text: str) -> CommandError:
    return CommandError([Problem(code, {"text": text[:80]}, Location(path=option_name))])
