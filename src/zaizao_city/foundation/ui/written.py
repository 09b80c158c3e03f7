"""Parts that stand in every row of a list or in every field of a form: written here, for a template takes ten times as long.

Whoever changes one looks at it in the gallery, as with the templates in ``ui/parts/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zaizao_city.foundation.ui import words
from zaizao_city.foundation.ui.components.record import Entry

_NOTHING = mark_safe("")


def write_chip(state: str, note: object = "", *, short: bool = False) -> SafeString:
    """The state of a deadline and a few words; ``short`` leaves the state to be heard."""
    word = words.say_state(state)
    if short:
        inside = format_html('<span class="heard-only">{}</span><span>{}</span>', word, note)
    else:
        inside = format_html("<span>{}</span>{}", word, format_html(" <small>{}</small>", note) if note else _NOTHING)
    return format_html('<span class="chip" data-state="{}">{}</span>\n', state, inside)


def write_timeline(entries: Iterable[Entry]) -> SafeString:
    """The record, in the order given."""
    return format_html('<ol class="timeline">{}</ol>\n', format_html_join("", _ENTRY, map(_fill_entry, entries)))


_ENTRY = '<li class="{}"><time datetime="{}">{}</time>{}{}</li>'


def _fill_entry(entry: Entry) -> tuple[str, str, str, str, SafeString]:
    kind = ("now" if entry.is_latest else "") + (" erased" if entry.is_erased else "")
    what = _("内容已按本人要求删去，记录的次序还在") if entry.is_erased else entry.what
    by = format_html('<span class="by">{}</span>', entry.by) if entry.by else _NOTHING
    return kind, entry.at.isoformat(timespec="seconds"), words.say_moment(entry.at), what, by


def write_attributes(named: Mapping[str, object]) -> SafeString:
    """Attributes of an element: those that are False are left out, those that are True stand without a value."""
    return mark_safe("".join(_list_attributes(named)))  # noqa: S308 - each piece is escaped


def _list_attributes(named: Mapping[str, object]) -> Iterator[str]:
    for name, value in named.items():
        if value is True:
            yield f" {conditional_escape(name)}"
        elif value is not False:
            yield f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
