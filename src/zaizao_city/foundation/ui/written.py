"""Parts that stand in every row of a list or in every field of a form: written here, for a template takes ten times as long.

Whoever changes one looks at it in the gallery, as with the templates in ``ui/parts/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zaizao_city.foundation.ui import words
from zaizao_city.foundation.ui.components.figures import Clock
from zaizao_city.foundation.ui.components.record import Entry

KEPT_CHIPS = 2_000


def write_chip(state: str, note: object = "", *, short: bool = False) -> SafeString:
    """The state of a deadline and a few words; ``short`` leaves the state to be heard."""
    return _write_chip(state, words.say_state(state), note if isinstance(note, SafeString) else str(note), short=short)


@lru_cache(maxsize=KEPT_CHIPS, typed=True)
def _write_chip(state: str, word: str, note: str, *, short: bool) -> SafeString:
    if short:
        inside = f'<span class="heard-only">{_escape(word)}</span><span>{_escape(note)}</span>'
    else:
        inside = f"<span>{_escape(word)}</span>" + (f" <small>{_escape(note)}</small>" if note else "")
    return _admit(f'<span class="chip" data-state="{_escape(state)}">{inside}</span>\n')


def write_clock(clock: Clock, *, short: bool = True) -> SafeString:
    """One running limit: its name, its state, and a gauge of what is used."""
    chip = write_chip(clock.state, clock.note, short=short and clock.state not in {"paused", "done"})
    gauge = foot = ""
    if clock.used is not None:
        shape = 'viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"'
        bar = f'<rect width="{_escape(clock.width)}" height="8"/>'
        gauge = f'<svg class="gauge {_escape(clock.state)}" {shape}>{bar}</svg>'
    if clock.left or clock.right:
        foot = (
            f'<div class="row small soft"><span>{_escape(clock.left)}</span><span>{_escape(clock.right)}</span></div>'
        )
    head = f'<div class="row"><b>{_escape(clock.name)}</b>{chip}</div>'
    return _admit(f'<div class="clock">{head}{gauge}{foot}</div>\n')


def write_timeline(entries: Iterable[Entry]) -> SafeString:
    """The record, in the order given."""
    return _admit(f'<ol class="timeline">{"".join(map(_write_entry, entries))}</ol>\n')


def _write_entry(entry: Entry) -> str:
    kind = ("now" if entry.is_latest else "") + (" erased" if entry.is_erased else "")
    what = _("内容已按本人要求删去，记录的次序还在") if entry.is_erased else entry.what
    by = f'<span class="by">{_escape(entry.by)}</span>' if entry.by else ""
    moment = f'<time datetime="{entry.at.isoformat(timespec="seconds")}">{_escape(words.say_moment(entry.at))}</time>'
    return f'<li class="{kind}">{moment}{_escape(what)}{by}</li>'


def write_input(widget: Mapping[str, Any]) -> SafeString:
    """A field of one line, or a hidden one: as Django's own template, byte for byte."""
    named = f'type="{_escape(widget["type"])}" name="{_escape(widget["name"])}"'
    value = "" if widget["value"] is None else f' value="{_escape(str(widget["value"]))}"'
    return _admit(f"<input {named}{value}{write_attributes(widget['attrs'])}>")


def write_textarea(widget: Mapping[str, Any]) -> SafeString:
    """A place for words: as Django's own template, byte for byte."""
    value = widget["value"] or ""
    return _admit(
        f'<textarea name="{_escape(widget["name"])}"{write_attributes(widget["attrs"])}>\n{_escape(value)}</textarea>'
    )


def write_attributes(named: Mapping[str, object]) -> SafeString:
    """Attributes of an element: those that are False are left out, those that are True stand without a value."""
    return _admit("".join(_list_attributes(named)))


def _list_attributes(named: Mapping[str, object]) -> Iterator[str]:
    for name, value in named.items():
        if value is True:
            yield f" {_escape(name)}"
        elif value is not False:
            yield f' {_escape(name)}="{_escape(str(value))}"'


def _escape(value: object) -> str:
    """As Django's ``conditional_escape``, without what that does for texts that are translated late."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _admit(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - every value in it was escaped where it was put
