"""My work as a list: rows with their chips, what it is narrowed to, what it can be narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from msgspec import Struct

from zaizao.net.naming import Names
from zaizao_city.casework.enums import KindCode
from zaizao_city.casework.selectors.paging import Page
from zaizao_city.casework.selectors.work import COUNTED, ChainCount, list_offers, list_work
from zaizao_city.casework.selectors.work_lines import WorkFilter, WorkLine
from zaizao_city.catalogue.selectors.definitions import get_definition, list_version_names
from zaizao_city.desk.selectors.deadlines import Mark, mark_due
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.actor import Actor

ROWS = 25
KEPT_NAMES = 4_096
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
    count: str = ""
    late: str = ""


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
    """One page of the actor's work; one query."""
    page = _cut(actor, narrowed, now=now, after=after)
    query = narrowed.to_query()
    later = f"?{narrowed.to_query(after=page.after)}" if page.after else ""
    return WorkList([show_line(line, now=now) for line in page.rows], query, later, is_narrowed=bool(query))


def _cut(actor: Actor, narrowed: Narrowed, *, now: dt.datetime, after: str | None) -> Page[WorkLine]:
    if narrowed.view == "offered":
        return list_offers(actor, after=after, limit=ROWS)
    narrow = WorkFilter(
        process=narrowed.process or None, kind=narrowed.kind or None, late_at=now if narrowed.view == "late" else None,
        due_before=now + SOON if narrowed.view == "soon" else None,
    )  # fmt: skip
    return list_work(actor, narrow=narrow, mine=narrowed.view == "mine", after=after, limit=ROWS)


def show_line(line: WorkLine, *, now: dt.datetime) -> WorkRow:
    """One row in words."""
    mark = mark_due(line.due_at, now=now, warned=line.is_warned, paused=line.status == "paused")
    zh, process, what = _name_work(line.digest, line.work, speak())
    return WorkRow(line.id, line.reference, line.work, split_title(line.title, zh), process, what, line.assignee, mark)


@lru_cache(maxsize=KEPT_NAMES)
def _name_work(digest: str, work: str, language: str) -> tuple[str, str, str]:
    """What the process is called in Chinese and in the language, and what the work is: a digest never changes its meaning."""
    definition = get_definition(digest)
    return definition.name.zh, definition.name.say(language), Names(definition, language).work(work)


def split_title(title: str, process: str) -> str:
    """What the matter is called without its process, which stands beside it."""
    return title.removeprefix(f"{process}：")


def list_views(narrowed: Narrowed, *, counts: Sequence[ChainCount], offered: bool) -> list[Choice]:
    """The tabs above the list."""
    texts = {
        "all": _("全部"),
        "mine": _("分给我的"),
        "soon": _("三天内到期"),
        "late": _("已超期"),
        "offered": _("待接收"),
    }
    shown = [name for name in VIEWS if name != "offered" or offered or narrowed.view == "offered"]
    numbers = {"all": say_total(counts), "late": say_late(counts)}
    return [
        Choice(texts[name], f"?{narrowed.to_query(view=name)}", name == narrowed.view, numbers.get(name, ""))
        for name in shown
    ]


def list_chains(narrowed: Narrowed, *, counts: Sequence[ChainCount]) -> list[Choice]:
    """The processes in which there is work, by their names; one query where a version is met for the first time."""
    names = list_version_names([one.digest for one in counts], language=speak())
    more = "+" if _is_cut(counts) else ""
    return [
        Choice(
            names[one.digest], f"?{narrowed.to_query(process=one.process)}",
            one.process == narrowed.process, f"{one.count}{more}", str(one.late or ""),
        )
        for one in counts
    ]  # fmt: skip


def say_total(counts: Sequence[ChainCount]) -> str:
    """How much work there is; where no more is counted, that it is at least as much."""
    return say_count(sum(one.count for one in counts))


def say_late(counts: Sequence[ChainCount]) -> str:
    """How much is late; nothing where nothing is. What is late is counted first, so fewer than are counted are all."""
    late = sum(one.late for one in counts)
    return say_count(late) if late else ""


def say_count(count: int) -> str:
    """A number of pieces of work, of which no more are counted than `COUNTED`."""
    return f"{COUNTED}+" if count >= COUNTED else str(count)


def _is_cut(counts: Sequence[ChainCount]) -> bool:
    return sum(one.count for one in counts) >= COUNTED
