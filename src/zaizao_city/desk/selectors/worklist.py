"""My work as a list: rows with their chips, what it is narrowed to, what it can be narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from msgspec import Struct

from zaizao.net.naming import Names
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.models import WorkItem
from zaizao_city.casework.selectors.paging import Page
from zaizao_city.casework.selectors.work import COUNTED, ChainCount, WorkFilter, count_by_chain, list_offers, list_work
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import choose_versions, get_definition
from zaizao_city.desk.selectors.deadlines import Mark, mark_due
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor

ROWS = 25
VIEWS = ("all", "mine", "soon", "late", "offered")
SOON = dt.timedelta(days=3)


class WorkRow(Struct, frozen=True):
    """One piece of work as the list shows it."""

    id: int
    reference: str
    work: str
    title: str
    process: str
    what: str
    who: str
    mark: Mark


class WorkList(Struct, frozen=True):
    """A page of work; ``query`` says again in an address what it is narrowed to, ``later`` where it goes on."""

    rows: Sequence[WorkRow]
    query: str
    later: str
    is_narrowed: bool


class Choice(Struct, frozen=True):
    """Something the list can be narrowed to, with how much of it there is."""

    text: str
    address: str
    is_chosen: bool
    count: int = 0
    late: int = 0


class Narrowed(Struct, frozen=True):
    """What the address asks for, cleaned: only values that mean something are left."""

    view: str = "all"
    process: str = ""
    kind: str = ""

    def to_query(self, **changed: str) -> str:
        """The same as the query of an address, with some of it changed."""
        values = {"view": self.view, "process": self.process, "kind": self.kind, **changed}
        kept = {name: value for name, value in values.items() if value and (name, value) != ("view", "all")}
        return urlencode(kept)


def read_narrowed(asked: Mapping[str, str]) -> Narrowed:
    """What an address asks for."""
    view, kind = asked.get("view", ""), asked.get("kind", "")
    return Narrowed(
        view=view if view in VIEWS else "all",
        process=asked.get("process", "")[:80],
        kind=kind if kind in KindCode.values else "",
    )


def list_rows(actor: Actor, narrowed: Narrowed, *, now: dt.datetime, after: str | None = None) -> WorkList:
    """One page of the actor's work; one query, two for the first time."""
    page = _cut(actor, narrowed, now=now, after=after)
    query = narrowed.to_query()
    later = f"?{narrowed.to_query(after=page.after)}" if page.after else ""
    return WorkList([show_row(row, now=now) for row in page.rows], query, later, is_narrowed=bool(query))


def _cut(actor: Actor, narrowed: Narrowed, *, now: dt.datetime, after: str | None) -> Page[WorkItem]:
    if narrowed.view == "offered":
        return list_offers(actor, after=after, limit=ROWS)
    narrow = WorkFilter(
        process=narrowed.process or None, kind=narrowed.kind or None, overdue=narrowed.view == "late",
        due_before=now + SOON if narrowed.view == "soon" else None,
    )  # fmt: skip
    return list_work(actor, now=now, narrow=narrow, mine=narrowed.view == "mine", after=after, limit=ROWS)


def show_row(row: WorkItem, *, now: dt.datetime) -> WorkRow:
    """One row in words; the names come from the definition, which is kept in memory."""
    definition = get_definition(row.case.digest)
    names = Names(definition, speak())
    mark = mark_due(row.due_at, now=now, warned=row.is_warned, paused=row.status == "paused")
    assignee = row.assignee.name if row.assignee_id and row.assignee else ""
    title, process = split_title(row.case.title, definition.name.zh), definition.name.say(speak())
    return WorkRow(row.pk, row.case.reference, row.work, title, process, names.work(row.work), assignee, mark)


def split_title(title: str, process: str) -> str:
    """What the matter is called without its process, which stands beside it."""
    return title.removeprefix(f"{process}：")


def list_views(narrowed: Narrowed, *, counts: Sequence[ChainCount], offered: bool) -> list[Choice]:
    """The tabs above the list."""
    late = sum(one.late for one in counts)
    texts = {
        "all": _("全部"),
        "mine": _("分给我的"),
        "soon": _("三天内到期"),
        "late": _("已超期"),
        "offered": _("待接收"),
    }
    shown = [name for name in VIEWS if name != "offered" or offered or narrowed.view == "offered"]
    numbers = {"all": sum(one.count for one in counts), "late": late}
    return [
        Choice(texts[name], f"?{narrowed.to_query(view=name)}", name == narrowed.view, numbers.get(name, 0))
        for name in shown
    ]


def list_chains(narrowed: Narrowed, *, counts: Sequence[ChainCount], on: dt.date) -> list[Choice]:
    """The processes in which there is work, by the names of the versions in force; one query."""
    versions = choose_versions((one.process for one in counts), on=on)
    return [
        Choice(
            _name_process(one.process, versions), f"?{narrowed.to_query(process=one.process)}",
            one.process == narrowed.process, one.count, one.late,
        )
        for one in counts
    ]  # fmt: skip


def _name_process(process: str, versions: Mapping[str, DefinitionVersion]) -> str:
    version = versions.get(process)
    return get_definition(version.digest).name.say(speak()) if version is not None else process


def say_total(counts: Sequence[ChainCount]) -> str:
    """How much work there is; where no more is counted, that it is at least as much."""
    total = sum(one.count for one in counts)
    return f"{total}+" if total >= COUNTED else str(total)


def count_work(actor: Actor, *, now: dt.datetime) -> list[ChainCount]:
    """How much work there is, by process; one query."""
    return count_by_chain(actor, now=now)
