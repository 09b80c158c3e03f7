"""The larger parts of a case that its pages are mostly made of, written without a template as in `written`: the days of
a deadline, the ribbon of its course, the list of its materials. The gallery shows each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaizao_city.foundation.ui.components.deadline import CountedDay, Deadline, Rule
from zaizao_city.foundation.ui.components.materials import CheckItem, Kept
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Stop
from zaizao_city.foundation.ui.written import admit, escape_once, write_chip


def write_deadline(deadline: Deadline) -> SafeString:
    """A chip that opens into each day of the count and the rules."""
    summary = f"<summary>{write_chip(deadline.state, deadline.note)}</summary>"
    is_open = " open" if deadline.is_open else ""
    return admit(f'<details class="deadline"{is_open}>{summary}\n{write_days(deadline)}</details>\n')


def write_days(deadline: Deadline) -> SafeString:
    """Each day of a count in weeks, and the rules that led to it."""
    head = "".join(f'<th scope="col">{escape_once(name)}</th>' for name in _name_weekdays())
    today, worked = escape_once(_("今")), escape_once(pgettext("worked weekend", "班"))
    weeks = deadline.weeks
    first = weeks[0][0] if weeks else None
    rows = "".join(
        f"<tr>{''.join(_write_day(one, today, worked, is_first=one is first) for one in week)}</tr>" for week in weeks
    )
    return admit(
        f'<div class="derivation"><table class="days"><caption>{escape_once(deadline.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>\n{_write_rules(deadline.rules)}</div>"
    )


def _name_weekdays() -> list[str]:
    return [
        pgettext("weekday", "一"), pgettext("weekday", "二"), pgettext("weekday", "三"), pgettext("weekday", "四"),
        pgettext("weekday", "五"), pgettext("weekday", "六"), pgettext("weekday", "日"),
    ]  # fmt: skip


def _write_day(one: CountedDay, today: str, worked: str, *, is_first: bool) -> str:
    kind = one.kind + (" today" if one.is_today else "") + (" due" if one.is_due else "")
    now = f'<span class="now-word">{today} </span>' if one.is_today else ""
    month = f"{one.on.month}." if is_first or one.on.day == 1 else ""
    make_up = f'<span class="make-up"> {worked}</span>' if one.make_up else ""
    date = f'<time class="date" datetime="{one.on.isoformat()}">{now}{month}{one.on.day}{make_up}</time>'
    return f'<td class="{kind}">{date}<span class="says">{escape_once(one.says)}</span></td>'


def _write_rules(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    return f'<ol class="rules">{"".join(map(_write_rule, rules))}</ol>'


def _write_rule(rule: Rule) -> str:
    basis = f' <span class="soft">{escape_once(rule.basis)}</span>' if rule.basis else ""
    return f"<li><span>{escape_once(rule.text)}{basis}</span></li>"


def write_ribbon(ribbon: Ribbon) -> SafeString:
    """The case's own swim lane in one line."""
    label = f' aria-label="{escape_once(ribbon.label)}"' if ribbon.label else ""
    parts = "".join(_write_fork(one) if isinstance(one, Fork) else _write_stop(one) for one in ribbon.parts)
    return admit(f'<div class="ribbon-box"><ol class="ribbon"{label}>{parts}</ol></div>\n')


def _write_fork(fork: Fork) -> str:
    tracks = "".join(map(_write_track, fork.tracks))
    return f'<li class="fork"><span class="side">{escape_once(fork.side)}</span><ol class="tracks">{tracks}</ol></li>'


def _write_track(track: Stop) -> str:
    note = f'<span class="{"here" if track.standing == "now" else "note"}">{escape_once(track.note)}</span>'
    name = f'<span class="name">{escape_once(track.name)}</span><span class="wire"></span>'
    return f'<li class="{track.standing}"{_say_current(track)}>{name}{note}</li>'


def _write_stop(stop: Stop) -> str:
    kind = "here" if stop.standing == "now" else "note"
    note = f'<span class="{kind}">{escape_once(stop.note)}</span>' if stop.note else ""
    name = f'<span class="name">{escape_once(stop.name)}</span>'
    return f'<li class="stop {stop.standing}"{_say_current(stop)}><span>{name}{note}</span></li>'


def _say_current(stop: Stop) -> str:
    return ' aria-current="step"' if stop.standing == "now" else ""


def write_checklist(items: Iterable[CheckItem], *, pair: bool = False) -> SafeString:
    """Materials with their marks; ``pair`` stands them in two columns where there is room."""
    kind = "checklist pair" if pair else "checklist"
    return admit(f'<ul class="{kind}">{"".join(map(_write_item, items))}</ul>\n')


def _write_item(item: CheckItem) -> str:
    mark = f'<span class="mark {item.mark}" aria-hidden="true">{escape_once(item.sign)}</span>'
    name = (
        f'<span class="heard-only">{escape_once(item.meaning)}</span><span class="name">{escape_once(item.name)}</span>'
    )
    source = f'<span class="from">{escape_once(item.source)}</span>' if item.source else ""
    file = write_file(item.file) if item.file is not None else ""
    return f"<li>{mark}<div>{name}{source}{file}</div>{_write_end(item)}</li>"


def _write_end(item: CheckItem) -> str:
    if not item.say:
        return ""
    said = escape_once(item.say)
    return f'<span class="say">{f"""<a href="{escape_once(item.link)}">{said}</a>""" if item.link else said}</span>'


def write_file(file: Kept) -> SafeString:
    """A kept file: opened where a browser can show it, else saved."""
    does = pgettext("file", "打开") if file.can_be_shown else pgettext("file", "下载")
    address = escape_once(reverse("files:download", args=[file.key])) + ("?show" if file.can_be_shown else "")
    size = f'<span class="soft nowrap">{escape_once(filesizeformat(file.size))}</span>'
    return admit(
        f'<span class="file"><a href="{address}">{escape_once(does)}　{escape_once(file.name)}</a> {size}</span>\n'
    )
