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
        inside = f'<span class="heard-only">{escape_once(word)}</span><span>{escape_once(note)}</span>'
    else:
        inside = f"<span>{escape_once(word)}</span>" + (f" <small>{escape_once(note)}</small>" if note else "")
    return admit(f'<span class="chip" data-state="{escape_once(state)}">{inside}</span>\n')


def write_clock(clock: Clock, *, short: bool = True) -> SafeString:
    """One running limit: its name, its state, and a gauge of what is used."""
    chip = write_chip(clock.state, clock.note, short=short and clock.state not in {"paused", "done"})
    gauge = foot = ""
    if clock.used is not None:
        shape = 'viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"'
        bar = f'<rect width="{escape_once(clock.width)}" height="8"/>'
        gauge = f'<svg class="gauge {escape_once(clock.state)}" {shape}>{bar}</svg>'
    if clock.left or clock.right:
        foot = f'<div class="row small soft"><span>{escape_once(clock.left)}</span><span>{escape_once(clock.right)}</span></div>'
    head = f'<div class="row"><b>{escape_once(clock.name)}</b>{chip}</div>'
    return admit(f'<div class="clock">{head}{gauge}{foot}</div>\n')


def write_timeline(entries: Iterable[Entry]) -> SafeString:
    """The record, in the order given."""
    return admit(f'<ol class="timeline">{"".join(map(_write_entry, entries))}</ol>\n')


def _write_entry(entry: Entry) -> str:
    kind = ("now" if entry.is_latest else "") + (" erased" if entry.is_erased else "")
    what = _("内容已按本人要求删去，记录的次序还在") if entry.is_erased else entry.what
    by = f'<span class="by">{escape_once(entry.by)}</span>' if entry.by else ""
    moment = (
        f'<time datetime="{entry.at.isoformat(timespec="seconds")}">{escape_once(words.say_moment(entry.at))}</time>'
    )
    return f'<li class="{kind}">{moment}{escape_once(what)}{by}</li>'


def write_input(widget: Mapping[str, Any]) -> SafeString:
    """A field of one line, or a hidden one: as Django's own template, byte for byte."""
    named = f'type="{escape_once(widget["type"])}" name="{escape_once(widget["name"])}"'
    value = "" if widget["value"] is None else f' value="{escape_once(str(widget["value"]))}"'
    return admit(f"<input {named}{value}{write_attributes(widget['attrs'])}>")


def write_textarea(widget: Mapping[str, Any]) -> SafeString:
    """A place for words: as Django's own template, byte for byte."""
    value = widget["value"] or ""
    return admit(
        f'<textarea name="{escape_once(widget["name"])}"{write_attributes(widget["attrs"])}>\n{escape_once(value)}</textarea>'
    )


def write_attributes(named: Mapping[str, object]) -> SafeString:
    """Attributes of an element: those that are False are left out, those that are True stand without a value."""
    return admit("".join(_list_attributes(named)))


def _list_attributes(named: Mapping[str, object]) -> Iterator[str]:
    for name, value in named.items():
        if value is True:
            yield f" {escape_once(name)}"
        elif value is not False:
            yield f' {escape_once(name)}="{escape_once(str(value))}"'


def escape_once(value: object) -> str:
    """As Django's ``conditional_escape``, without what that does for texts that are translated late."""
    return value if isinstance(value, SafeString) else escape(str(value))


def admit(markup: str) -> SafeString:
    """Markup put together in Python from values that were escaped."""
    return mark_safe(markup)  # noqa: S308 - every value in it was escaped where it was put
