"""What is going to happen in the city: who comes when and where with what. Settled by the dice before anything is played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.enums import Channel
from zaizao_city.casework.mapping.needs import list_needed_materials
from zaizao_city.demo.cast import Cast, Hand, Place
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.hours import DAY
from zaizao_city.demo.invented.people import UNDERTAKEN
from zaizao_city.demo.invented.stories import STORIES
from zaizao_city.demo.invented.stories.story import Facts, Story
from zaizao_city.demo.script import Script

CORRECTED, GAP, PLEDGED, WITHDRAWN = 0.13, 0.22, 0.09, 0.02
"""How often something strict is missing, a tolerable one is, a pledge takes its place, the applicant withdraws."""

BUSY_DAYS = 8
"""The last days before today are busy: there is something to do on every desk."""


class Plan(Struct, frozen=True, kw_only=True):
    """One matter that somebody comes with."""

    at: datetime
    story: Story
    process: str
    place: Place
    applicant: Hand
    opener: Hand
    channel: Channel
    facts: Facts
    dice: Dice
    ends_well: bool = False
    """Without surprises beyond what is set here: for the people whom visitors sign in as."""


def plan_year(cast: Cast, *, cases: int, items: Sequence[str], until: datetime, calendar: WorkCalendar) -> list[Plan]:
    """About so many matters in the year before ``until``, in the order in which people come."""
    days = _list_workdays(until, calendar)
    plans = [
        plan_matter(cast, day, number, items=items)
        for at, day in enumerate(days)
        for number in range(_count_of_day(cases, len(days), at, day))
    ]
    mine = [plan for plan in _plan_personas(cast, days) if plan.at < until]
    return sorted((*plans, *mine), key=lambda plan: (plan.at, plan.dice.name))


def find_beginning(until: datetime) -> date:
    """The first day of the year that is played."""
    return (until - timedelta(days=365)).date()


def _list_workdays(until: datetime, calendar: WorkCalendar) -> list[date]:
    first = find_beginning(until)
    days = [first + timedelta(days=number) for number in range(1, 366)]
    return [day for day in days if calendar.is_workday(day) and day < until.date()]


def _count_of_day(cases: int, days: int, at: int, day: date) -> int:
    """How many come on a day: evenly over the year, three times as many in the last days, a few more on Mondays than on Fridays."""
    even = cases * (at + 1) // days - cases * at // days
    if days - at <= BUSY_DAYS:
        even *= 3
    return max(0, even + (1, 1, 0, -1, -1)[day.weekday()] * (even // 6)) if day.weekday() < 5 else even


def plan_matter(cast: Cast, day: date, number: int, *, items: Sequence[str]) -> Plan:
    """The ``number``-th matter of a day."""
    dice = Dice(f"{day:%Y%m%d} {number}")
    story = STORIES[dice.weigh({name: one.share for name, one in STORIES.items()})]
    places = {str(at): place.share[story.name] for at, place in enumerate(cast.places)}
    place = cast.places[int(dice.weigh(places))]
    if story.on_street:
        place = dice.pick(place.streets)
    people = [hand for hand in cast.citizens if hand.firm_id is not None] if story.for_firm else cast.citizens
    applicant, online = dice.pick(people), dice.happens(story.online)
    return Plan(
        at=_draw_moment(day, dice, online=online),
        story=story,
        process=story.process or dice.pick(items),
        place=place,
        applicant=applicant,
        opener=applicant if online else dice.pick(place.hands[story.taken_by]),
        channel=Channel.PORTAL if online else story.channel,
        facts=story.tell(dice.about("facts"), applicant, place.territory.name),
        dice=dice,
    )


def _draw_moment(day: date, dice: Dice, *, online: bool) -> datetime:
    """Online at any time one is awake, else when the counter is open."""
    minutes = dice.count(0, 13 * 60) if online else dice.count(60, 8 * 60)
    return datetime.combine(day, time(8)) + timedelta(minutes=minutes)


_OF_PERSONAS = (
    # login, story, working days ago, hour and minute
    ("zhou", "restaurant", 4, (9, 10)),
    ("zhou", "hotline", 30, (19, 20)),
    ("zhou", "stall", 60, (10, 30)),
    ("linxiao", "company", 1, (15, 40)),
    ("ding", "building", 1, (16, 5)),
    ("ding", "building", 90, (9, 30)),
)


def _plan_personas(cast: Cast, days: Sequence[date]) -> Iterator[Plan]:
    place = cast.places[0]
    for login, name, ago, moment in _OF_PERSONAS:
        if ago > len(days):
            continue
        day, hand, story = days[-ago], cast.personas[login], STORIES[name]
        dice = Dice(f"{login} {name} {ago}")
        facts = {**story.tell(dice.about("facts"), hand, place.territory.name), **UNDERTAKEN.get(name, {})}
        yield Plan(
            at=datetime.combine(day, time(*moment)), story=story, process=story.process, place=place, applicant=hand,
            opener=hand, channel=Channel.PORTAL, facts=facts, dice=dice, ends_well=True,
        )  # fmt: skip


def write_script(plan: Plan, definition: ProcessDefinition) -> tuple[Script, tuple[str, ...]]:
    """What is settled about a case before it is played, and the materials that come with it."""
    dice, known = plan.dice.about("papers"), definition.materials
    needed = list_needed_materials(definition, plan.facts)
    gaps = [name for name in needed if known[name].gap == "minor" and (plan.ends_well or dice.happens(GAP))]
    pledges = [
        name
        for name in needed
        if name not in gaps and known[name].pledge == "allowed" and (plan.ends_well or dice.happens(PLEDGED))
    ]
    strict = [name for name in needed if known[name].gap != "minor" and known[name].pledge != "allowed"]
    told = bool(strict) and not plan.ends_well and dice.happens(CORRECTED)
    corrected = tuple(dict.fromkeys(dice.pick(strict) for _ in range(dice.count(1, 2)))) if told else ()
    withdraws = bool(definition.items) and not plan.ends_well and dice.happens(WITHDRAWN)
    script = Script(
        applicant=plan.applicant,
        supplied_by=None if plan.channel == Channel.PORTAL else plan.opener,
        hands=plan.place.hands,
        dice=plan.dice,
        corrected=corrected,
        gaps=tuple(gaps),
        pledges=tuple(pledges),
        withdrawn_after=dice.count(DAY // 4, 4 * DAY) if withdraws else None,
    )
    missing = {*corrected, *gaps, *pledges}
    return script, tuple(name for name in needed if name not in missing)
