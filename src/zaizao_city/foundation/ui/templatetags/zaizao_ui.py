"""The tags and filters of the look; every page loads them with ``{% load zaizao_ui %}`` (see README.md of the room).

A tag takes plain values and renders the template of the same name in ``ui/parts/``; it reads no database.
"""

from __future__ import annotations

import datetime as dt
import uuid
from urllib.parse import urlsplit

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zaizao.wording.values import format_date, format_duration, format_moment
from zaizao_city.foundation.ui import words
from zaizao_city.foundation.ui.assets import MODULES, STYLES
from zaizao_city.foundation.ui.problems import Problem, list_problems

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """One link a component, in the order in which they build on each other."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in STYLES))


@register.simple_tag
def htmx() -> SafeString:
    """htmx 2 from the file that django-htmx carries; see README.md for why 2."""
    return format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js"))


@register.simple_tag
def modules() -> SafeString:
    """Our own behaviours; a page works without them."""
    return format_html_join("\n", '<script type="module" src="{}"></script>', ((static(name),) for name in MODULES))


@register.simple_tag
def once_key() -> SafeString:
    """The hidden key that makes a form count once, however often it is sent."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.inclusion_tag("ui/parts/chip.html")
def chip(state: str, note: object = "", *, short: bool = False) -> dict[str, object]:
    """A deadline's state: in-time, soon, overdue, paused, done; ``short`` shows the note alone (the word is heard)."""
    return {"state": state, "word": words.say_state(state), "note": note, "short": short}


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, list[Problem]]:
    """What is wrong with a form, each linked to its field; nothing where nothing is wrong."""
    return {"problems": list_problems([form])}


@register.inclusion_tag("ui/parts/known.html")
def known(label: object, value: object, source: object = "", wrong: str = "") -> dict[str, object]:
    """What the state already knows and does not ask: the value, where it comes from, where to say it is wrong."""
    return {"label": label, "value": value, "source": source, "wrong": wrong}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: object, text: object = "", link: str = "", label: object = "") -> dict[str, object]:
    """An empty list that says what to do."""
    return {"title": title, "text": text, "link": link, "label": label}


@register.inclusion_tag("ui/parts/pages.html")
def pages(earlier: str = "", later: str = "", told: object = "") -> dict[str, object]:
    """The way through a key-set paged list: addresses of the rows before and after, and what is shown."""
    return {"earlier": earlier, "later": later, "told": told}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*parts: object) -> dict[str, object]:
    """Where one is: name, address, name, address, …, name of this page."""
    names, addresses = parts[::2], [*parts[1::2], ""]
    return {"steps": list(zip(names, addresses, strict=False))}


@register.filter
def day(value: dt.date) -> str:
    """``2月28日（周六）``: a day of this year, as people say it."""
    return words.say_day(value)


@register.filter
def full_day(value: dt.date) -> str:
    """``2026年3月18日（周三）``."""
    return format_date(value, language=words.speak())


@register.filter
def moment(value: dt.datetime) -> str:
    """``2月27日（周五）15:24``."""
    return words.say_moment(value)


@register.filter
def full_moment(value: dt.datetime) -> str:
    """``2026年2月27日（周五）15:24``."""
    return format_moment(value, language=words.speak())


@register.filter
def duration(value: dt.timedelta) -> str:
    """``2天3小时5分钟``."""
    return format_duration(value, language=words.speak())


@register.filter
def own_address(address: str | None, request: HttpRequest) -> str:
    """The address a reader came from if it is ours, else the front page; never another site."""
    parts = urlsplit(address or "")
    is_ours = parts.netloc == request.get_host() and parts.scheme in {"http", "https"}
    return (f"{parts.path}?{parts.query}" if parts.query else parts.path) if is_ours else "/"
