"""The tags and filters of the look; every page loads them with ``{% load zaizao_ui %}`` (see README.md of the room).

A tag takes plain values and renders the template of the same name in ``ui/parts/``; it reads no database. What stands in
every row of a list, and what the pages of a case are mostly made of, is written by `written` and `written_case` instead.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zaizao.wording.values import format_date, format_duration, format_moment
from zaizao_city.foundation.ui import words
from zaizao_city.foundation.ui.assets import link_modules, link_styles
from zaizao_city.foundation.ui.components.chart import BarChart, LineChart
from zaizao_city.foundation.ui.components.deadline import Deadline
from zaizao_city.foundation.ui.components.figures import Bar, BoardNumber, CertificateLine, Clock, Fact, Reduction
from zaizao_city.foundation.ui.components.finding import Comparison, FindingCard
from zaizao_city.foundation.ui.components.grid_map import GridMap
from zaizao_city.foundation.ui.components.materials import CheckItem, Kept, Notice
from zaizao_city.foundation.ui.components.record import Chain, Entry, Message
from zaizao_city.foundation.ui.components.ribbon import Ribbon
from zaizao_city.foundation.ui.components.seal import Seal
from zaizao_city.foundation.ui.drawings import admit_drawing, find_label
from zaizao_city.foundation.ui.problems import list_problems
from zaizao_city.foundation.ui.written import write_attributes, write_chip, write_clock, write_timeline
from zaizao_city.foundation.ui.written_case import write_checklist, write_days, write_deadline, write_file, write_ribbon

register = template.Library()


@register.simple_tag
def stylesheets() -> SafeString:
    """One link a component, in the order in which they build on each other."""
    return link_styles.__wrapped__() if settings.DEBUG else link_styles()


@register.simple_tag
def htmx() -> SafeString:
    """htmx 2 from the file that django-htmx carries; see README.md for why 2."""
    return format_html('<script src="{}" defer></script>', static("django_htmx/htmx-2.min.js"))


@register.simple_tag
def modules() -> SafeString:
    """Our own behaviours; a page works without them."""
    return link_modules.__wrapped__() if settings.DEBUG else link_modules()


@register.simple_tag
def once_key() -> SafeString:
    """The hidden key that makes a form count once, however often it is sent."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag
def chip(state: str, note: object = "", *, short: bool = False) -> SafeString:
    """A deadline's state: in-time, soon, overdue, paused, done; ``short`` shows the note alone (the word is heard)."""
    return write_chip(state, note, short=short)


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(form: BaseForm, *, focus: bool = True) -> dict[str, object]:
    """What is wrong with a form, each linked to its field; nothing where nothing is wrong. The reader is led there."""
    return {"problems": list_problems([form]), "focus": focus}


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


@register.simple_tag
def deadline(deadline: Deadline) -> SafeString:
    """A chip that opens into each day of the count and the rules."""
    return write_deadline(deadline)


@register.simple_tag
def days(deadline: Deadline) -> SafeString:
    """The same days and rules without the chip, where a gauge above them says the state."""
    return write_days(deadline)


@register.simple_tag
def ribbon(ribbon: Ribbon) -> SafeString:
    """The case's own swim lane in one line."""
    return write_ribbon(ribbon)


@register.simple_tag
def checklist(items: Sequence[CheckItem], *, pair: bool = False) -> SafeString:
    """Materials with their marks; ``pair`` stands them in two columns where there is room."""
    return write_checklist(items, pair=pair)


@register.simple_tag
def kept_file(file: Kept) -> SafeString:
    """A kept file: opened where a browser can show it, else saved."""
    return write_file(file)


@register.inclusion_tag("ui/parts/notice.html")
def notice(notice: Notice) -> dict[str, object]:
    """The one notice sheet, which prints on one page."""
    return {"notice": notice}


@register.inclusion_tag("ui/parts/facts.html")
def facts(facts: Sequence[Fact]) -> dict[str, object]:
    """Time, visits, materials, fee: said before anything starts."""
    return {"facts": facts}


@register.inclusion_tag("ui/parts/reductions.html")
def reductions(reductions: Sequence[Reduction]) -> dict[str, object]:
    """The four reductions: the old figure struck, the new one after it."""
    return {"reductions": reductions}


@register.inclusion_tag("ui/parts/certificate.html")
def certificate(lines: Sequence[CertificateLine]) -> dict[str, object]:
    """What was proved, line by line."""
    return {"lines": lines}


@register.inclusion_tag("ui/parts/board.html")
def board(numbers: Sequence[BoardNumber]) -> dict[str, object]:
    """The few numbers that matter; each opens its cases."""
    return {"numbers": numbers}


@register.simple_tag
def clock(clock: Clock, *, short: bool = True) -> SafeString:
    """One running limit with its gauge."""
    return write_clock(clock, short=short)


@register.inclusion_tag("ui/parts/bars.html")
def bars(bars: Sequence[Bar]) -> dict[str, object]:
    """Shares held against their aim."""
    return {"bars": bars}


@register.inclusion_tag("ui/parts/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, object]:
    """Lines over time, named at their ends, with the table."""
    return {"chart": chart}


@register.inclusion_tag("ui/parts/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, object]:
    """Bars from zero, with the table."""
    return {"chart": chart}


@register.inclusion_tag("ui/parts/grid_map.html")
def grid_map(map: GridMap) -> dict[str, object]:
    """The map of grids, numbered, with its list."""
    return {"map": map}


@register.simple_tag
def timeline(entries: Sequence[Entry]) -> SafeString:
    """The record, latest first."""
    return write_timeline(entries)


@register.inclusion_tag("ui/parts/chain.html")
def chain_state(chain: Chain) -> dict[str, object]:
    """Whether the chain of the record holds."""
    return {"chain": chain}


@register.inclusion_tag("ui/parts/message.html")
def message(message: Message) -> dict[str, object]:
    """One message with its time."""
    return {"message": message}


@register.inclusion_tag("ui/parts/finding.html")
def finding(finding: FindingCard) -> dict[str, object]:
    """A finding of the diagnosis as a card."""
    return {"finding": finding}


@register.inclusion_tag("ui/parts/comparison.html")
def comparison(comparison: Comparison) -> dict[str, object]:
    """Cities side by side."""
    return {"comparison": comparison}


@register.inclusion_tag("ui/parts/seal.html", takes_context=True)
def seal(context: template.Context, name: str, number: str = "") -> dict[str, object]:
    """The seal of an organisation, drawn; in a demonstration it says 演示."""
    is_demo = context.get("is_demo", settings.IS_DEMO)
    middle = gettext("演示") if is_demo else gettext("专用章")
    key = f"arc-{uuid.uuid4().hex[:8]}"
    return {"seal": Seal(name=name, middle=middle, below=gettext("电子印章"), number=number, key=key)}


@register.simple_tag
def attributes(named: Mapping[str, object]) -> SafeString:
    """The attributes of a widget, as Django's own template writes them."""
    return write_attributes(named)


@register.simple_tag
def drawing(svg: str, *, fits: bool = False) -> SafeString:
    """A picture drawn by the core, checked to be nothing but a picture; ``fits`` shrinks it to the room there is."""
    drawn = admit_drawing(svg)
    if fits:
        return format_html('<div class="drawing fits">{}</div>', drawn)
    return format_html(
        '<div class="drawing" tabindex="0" role="region" aria-label="{}">{}</div>', find_label(drawn), drawn
    )


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
