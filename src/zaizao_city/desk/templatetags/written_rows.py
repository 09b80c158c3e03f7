"""The rows of the desk's lists, written without a template as `foundation.ui.written` does: lists are its longest pages.

The heads of the tables, and what stands around the rows, are in the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zaizao_city.desk.selectors.caselists import CaseRow
from zaizao_city.desk.selectors.worklist import Choice, WorkRow
from zaizao_city.foundation.ui.words import say_day
from zaizao_city.foundation.ui.written import admit, write_chip


def address_case(reference: str, query: str = "") -> str:
    """The address of a case; resolved once and not for each row."""
    before, after = _split_address(get_script_prefix())
    return f"{before}{quote(reference)}{after}{'?' if query else ''}{query}"


@cache
def _split_address(prefix: str) -> tuple[str, str]:
    """What stands before and after the reference, below the prefix under which the city is served."""
    before, _reference, after = reverse("desk:case", args=["REFERENCE"]).partition("REFERENCE")
    return before, after


def write_queue(rows: Iterable[WorkRow], *, query: str, current: str) -> SafeString:
    """The work beside a matter; ``current`` is the case that is open."""
    return admit(f'<ul class="queue">{"".join(_write_queued(row, query, current) for row in rows)}</ul>')


def _write_queued(row: WorkRow, query: str, current: str) -> str:
    here = ' aria-current="page"' if row.reference == current else ""
    chip = write_chip(row.mark.state, row.mark.note, short=True)
    who = f"　{escape(row.who)}" if row.who else ""
    return (
        f'<li><a href="{escape(address_case(row.reference, query))}"{here}>'
        f'<span class="row"><b>{escape(row.title)}</b>{chip}</span>'
        f'<span class="soft">{escape(row.process)}·{escape(row.what)}{who}</span></a></li>'
    )


def write_work(rows: Iterable[WorkRow], *, query: str) -> SafeString:
    """The rows of the list of work, each to be ticked."""
    step, who, due = escape(_("环节")), escape(_("经办人")), escape(_("期限"))
    nobody = f'<span class="soft">{escape(_("未分派"))}</span>'
    return admit(
        "".join(
            f"<tr>{_write_head(row, query)}"
            f'<td data-h="{step}">{escape(row.what)}</td>'
            f'<td data-h="{who}">{escape(row.who) if row.who else nobody}</td>'
            f'<td data-h="{due}" class="nowrap">{write_chip(row.mark.state, row.mark.note)}</td></tr>'
            for row in rows
        )
    )


def _write_head(row: WorkRow, query: str) -> str:
    label = escape(_("选 %(title)s，%(what)s") % {"title": row.title, "what": row.what})
    number = f'<span class="nowrap">{escape(row.reference)}</span>'
    return (
        f'<td class="pick"><input type="checkbox" name="work" value="{row.id}" aria-label="{label}"></td>'
        f'<th scope="row"><span class="queue-row">'
        f'<a href="{escape(address_case(row.reference, query))}"><b>{escape(row.title)}</b></a> '
        f'<span class="small soft">{escape(row.process)}　{number}</span></span></th>'
    )


def write_choices(choices: Sequence[Choice]) -> SafeString:
    """What a list can be narrowed to, with how much there is of each and how much of it is late."""
    return admit("".join(map(_write_choice, choices)))


def _write_choice(one: Choice) -> str:
    here = ' aria-current="true"' if one.is_chosen else ""
    late = f' <b class="late-count">{escape(_("超 %(n)s") % {"n": one.late})}</b>' if one.late else ""
    count = f"<span>{escape(one.count)}{late}</span>"
    return f'<li><a href="{escape(one.address)}"{here}><span>{escape(one.text)}</span>{count}</a></li>'


def write_cases(rows: Iterable[CaseRow], *, has_category: bool, by_person: bool) -> SafeString:
    """The rows of a list of cases, by their titles or by the people they are about."""
    heads = [escape(one) for one in (_("类别"), _("单位"), pgettext("column", "收件"), _("期限"))]
    return admit("".join(_write_case(row, heads, has_category=has_category, by_person=by_person) for row in rows))


def _write_case(row: CaseRow, heads: Sequence[str], *, has_category: bool, by_person: bool) -> str:
    category, organ, taken, due = heads
    said = row.title if by_person else row.who
    about = f"{escape(said)}　" if said else ""
    kind = f'<td data-h="{category}">{escape(row.category)}</td>' if has_category else ""
    return (
        f'<tr><th scope="row"><span class="queue-row"><a href="{escape(address_case(row.reference))}">'
        f"<b>{escape(row.who if by_person and row.who else row.title)}</b></a>"
        f'<span class="small soft">{about}<span class="nowrap">{escape(row.reference)}</span></span></span></th>{kind}'
        f'<td data-h="{organ}">{escape(row.organisation)}</td>'
        f'<td data-h="{taken}" class="nowrap">{escape(say_day(row.opened))}</td>'
        f'<td data-h="{due}" class="nowrap">{write_chip(row.mark.state, row.mark.note)}</td></tr>'
    )
