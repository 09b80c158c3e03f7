"""One case as the middle and the right of the desk show it: where it stands, who and what, materials, clocks, record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from zaizao.net.naming import Names
from zaizao.wording.values import format_value
from zaizao_city.casework.enums import CaseStatus
from zaizao_city.casework.mapping.times import to_official
from zaizao_city.casework.models import Case, ItemDecision
from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.clocks import Clock
from zaizao_city.casework.selectors.derivations import Mark, mark_clock
from zaizao_city.casework.selectors.story import KEY
from zaizao_city.casework.services.own_processes import REVIEW, REVOCATION
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.catalogue.selectors.versions import list_definition_bases
from zaizao_city.desk.selectors.chain import check_chain
from zaizao_city.desk.selectors.deadlines import ClockGroup, mark_due, show_clocks
from zaizao_city.desk.selectors.materials import count_materials, list_check_items
from zaizao_city.desk.selectors.wording import say_option
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.components.record import Chain, Entry
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Standing, Stop
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.models import Person

SHOWN_ENTRIES = 8
MANY = 12
LAW_SHOWN = 180
KEPT_LAWS = 256
"""Definitions whose articles are kept cut to size."""


class Law(Struct, frozen=True):
    """An article to read beside the case; ``rest`` is what a reader opens."""

    name: str
    text: str
    rest: str


class Matter(Struct, frozen=True):
    """What the page of a case shows besides what can be done there."""

    mark: Mark
    headline: str
    ribbon: Ribbon
    facts: Sequence[tuple[str, str]]
    more_facts: Sequence[tuple[str, str]]
    materials: Sequence[CheckItem]
    materials_told: str
    clocks: Sequence[ClockGroup]
    """Those that the reader answers for; where none does, all."""
    other_clocks: Sequence[ClockGroup]
    laws: Sequence[Law]
    entries: Sequence[Entry]
    older: Sequence[Entry]
    chain: Chain
    origin: Case | None


def show_matter(page: CasePage, *, now: dt.datetime) -> Matter:
    """The case in the words and components of the desk."""
    entries = list_entries(page)
    origin = find_origin(page)
    facts = list_facts(page, origin=origin)
    near, far = split_clocks(page)
    return Matter(
        mark=mark_case(page, now=now),
        headline=_say_headline(page),
        ribbon=make_ribbon(page),
        facts=[*_list_people(page), *facts[:MANY]],
        more_facts=facts[MANY:],
        materials=list_check_items(page),
        materials_told=count_materials(page.materials),
        clocks=show_clocks(near, now=now),
        other_clocks=show_clocks(far, now=now),
        laws=list_laws(page, on=now.date()),
        entries=entries[:SHOWN_ENTRIES],
        older=entries[SHOWN_ENTRIES:],
        chain=check_chain(page.case.reference),
        origin=origin,
    )


def mark_case(page: CasePage, *, now: dt.datetime) -> Mark:
    """The chip beside the title: of the clock that matters most now."""
    if page.case.status == CaseStatus.CLOSED:
        return Mark("done", page.names.ending(page.case.outcome))
    open_ones = [clock for clock in page.clocks if clock.ended is None]
    running = [clock for clock in open_ones if clock.kind != "activity"] or open_ones
    order = {"red": 0, "yellow": 1, "green": 2, "grey": 3}
    first = min(running, key=lambda clock: (order.get(clock.color, 3), clock.due or dt.datetime.max), default=None)
    return mark_clock(first) if first is not None else mark_due(None, now=now)


def split_clocks(page: CasePage) -> tuple[list[Clock], list[Clock]]:
    """The clock of the whole and those of the reader's own items and work; and all the others."""
    doable = {one.work for one in page.doable} | {one.item for one in page.doable if one.item}
    near = [clock for clock in page.clocks if clock.what in {"case", *doable}]
    if not doable:
        near = [clock for clock in page.clocks if clock.ended is None and clock.kind != "activity"]
    return near, [clock for clock in page.clocks if clock not in near]


def _say_headline(page: CasePage) -> str:
    if page.case.parent_id is not None:
        return _("{process}，属于上级办件").format(process=page.definition.name.say(speak()))
    if len(page.decisions) > 1:
        said = ngettext("{n} 个事项", "{n} 个事项", len(page.decisions)).format(n=len(page.decisions))
        return _("{process}，{items}").format(process=page.definition.name.say(speak()), items=said)
    return page.definition.name.say(speak())


def make_ribbon(page: CasePage) -> Ribbon:
    """Taken in, the items side by side, delivered; a matter without items by its activities."""
    definition = page.definition
    if not page.decisions:
        stops = [_make_stop(page, name) for name, one in definition.activities.items() if one.automatic is None]
        return Ribbon(parts=stops[:6], label=definition.name.say(speak()))
    first = [name for name, one in definition.activities.items() if one.does == "accept" and not one.after]
    last = [name for name, one in definition.activities.items() if one.does == "deliver"]
    tracks = [_make_track(page, decision) for decision in page.decisions]
    side = ngettext("%(n)d 件同时办", "%(n)d 件同时办", len(tracks)) % {"n": len(tracks)}
    parts: list[Stop | Fork] = [_make_stop(page, name) for name in first[:1]]
    parts += [Fork(side, tracks)] if len(tracks) > 1 else tracks
    parts += [_make_stop(page, name) for name in last[:1]]
    done = sum(bool(one.outcome) for one in page.decisions)
    label = _("{total} 件里已有决定的 {done} 件").format(total=len(page.decisions), done=done)
    return Ribbon(parts=parts, label=label)


def _make_stop(page: CasePage, name: str) -> Stop:
    called, mark = page.names.activity(name), page.standing.mark_of(name)
    if mark.status.is_here:
        return Stop(called, _("现在在这里"), "now")
    if mark.status.is_over:
        ended = to_official(mark.ended)
        return Stop(called, _say_short(ended), "done" if ended else "off")
    return Stop(called, "", "todo")


def _make_track(page: CasePage, decision: ItemDecision) -> Stop:
    name = page.names.item(decision.item)
    if decision.outcome:
        day = _say_short(decision.ended_at)
        standing: Standing = "off" if decision.outcome == "withdrawn" else "done"
        said = _("{day} {outcome}").format(day=day, outcome=page.names.outcome(decision.outcome))
        return Stop(name, said.strip(), standing)
    if decision.is_stopped:
        return Stop(name, _("已暂停计时"), "todo")
    here = [
        page.names.activity(activity)
        for activity, one in page.definition.activities.items()
        if one.item == decision.item and page.standing.mark_of(activity).status.is_here
    ]
    return Stop(name, here[0], "now") if here else Stop(name, _("等上一步"), "todo")


def _say_short(at: dt.datetime | None) -> str:
    """A day in few words, for where there is little room."""
    return _("{month}月{day}日").format(month=at.month, day=at.day) if at is not None else ""


def _list_people(page: CasePage) -> list[tuple[str, str]]:
    case = page.case
    who = [case.enterprise.name] if case.enterprise else []
    who += [case.applicant.name] if case.applicant else []
    rows = [(_("申请人"), _("、").join(who) or _("未登记"))]
    rows.append((_("牵头单位"), case.organisation.name))
    if case.owner is not None:
        rows.append((_("帮办员"), case.owner.name))
    if case.visits:
        rows.append((_("跑动"), ngettext("{n} 次", "{n} 次", case.visits).format(n=case.visits)))
    return rows


def list_facts(page: CasePage, *, origin: Case | None = None) -> list[tuple[str, str]]:
    """What is known of the matter, by the names of the definition, in its order; people by their names."""
    known = dict(page.state.facts.sorted_items())
    ordered = [name for name in page.definition.fields if name in known]
    said = [(page.names.fact(name), say_fact(page, name, known[name])) for name in ordered]
    if origin is not None and "item" in known:
        item = Names(get_definition(origin.digest), speak()).item(known["item"])
        said = [(called, item if value == known["item"] else value) for called, value in said]
    keys = {key for _name, value in said for key in KEY.findall(value)}
    names = (
        {str(key): name for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")} if keys else {}
    )
    return [(name, KEY.sub(lambda key: names.get(key.group(), key.group()), value)) for name, value in said]


def say_fact(page: CasePage, name: str, value: object) -> str:
    """One fact as people read it; an organ by its name."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, str):
        if value in page.definition.organs:
            return page.names.organ(value)
        field = page.definition.fields.get(name)
        return say_option(value) if field is not None and field.options else value or _("（空）")
    if isinstance(value, (list, tuple)):
        return _("、").join(say_fact(page, name, one) for one in value)
    return format_value(value, language=speak())


def find_origin(page: CasePage) -> Case | None:
    """The case that a matter of our own is about: the refusal under review, the permit to be revoked."""
    reference = page.state.facts.get("reference")
    if page.case.process not in {REVIEW, REVOCATION} or not isinstance(reference, str):
        return None
    return Case.objects.filter(reference=reference).first()


def list_laws(page: CasePage, *, on: dt.date) -> list[Law]:
    """The articles that the open work of the case rests on, as far as their texts are at hand; else all of the items'."""
    wanted, laws = _name_bases(page), _list_laws_of(page.case.digest, on)
    chosen = [law for law in laws if law.name in wanted and law.text]
    return (chosen or [law for law in laws if law.name in wanted])[:3]


@lru_cache(maxsize=KEPT_LAWS)
def _list_laws_of(digest: str, on: dt.date) -> tuple[Law, ...]:
    """The articles a definition rests on as they stand on a day; neither changes while the program runs."""
    found = list_definition_bases(digest, on=on)
    return tuple(_cut_law(f"《{one.law}》{one.article}", one.text or "") for one in found)


def _cut_law(name: str, text: str) -> Law:
    """The beginning of an article to the end of a sentence, and the rest."""
    text = text.strip()
    end = max(text.rfind(mark, 0, LAW_SHOWN) for mark in "。；：") + 1
    if len(text) <= LAW_SHOWN or end == 0:
        return Law(name, text, "")
    return Law(name, text[:end], text[end:].strip())


def _name_bases(page: CasePage) -> set[str]:
    open_work = {work.activity for work in page.work}
    bases = [
        *(basis for name in open_work if name in page.definition.activities for basis in _bases_of(page, name)),
        *(basis for one in page.decisions if not open_work for basis in page.definition.items[one.item].bases),
    ]
    return {page.names.basis(basis) for basis in bases}


def _bases_of(page: CasePage, activity: str) -> tuple[str, ...]:
    return tuple(page.definition.activities[activity].bases)


def list_entries(page: CasePage) -> list[Entry]:
    """The record, latest first."""
    told = list(reversed(page.record))
    return [
        Entry(
            at=one.at, what="\n".join((one.sentence, *one.details)), by=one.who or _("系统按定义"), is_latest=place == 0,
            is_erased=not one.readable,
        )
        for place, one in enumerate(told)
    ]  # fmt: skip
