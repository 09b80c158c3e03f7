"""The year is played and written: plain cases in bulk, those with pledges, refusals or news by the services themselves.

Nothing is made by hand: every case has run through the engine, and the record has every step with its own time and giver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.net import CaseState as State
from zaizao.net import Context, open_case
from zaizao.net import commands as asked
from zaizao.worktime import WorkCalendar
from zaizao_city.casework.conf import get_calendar
from zaizao_city.casework.mapping.times import to_moment
from zaizao_city.casework.models import Case, CaseState, Pledge
from zaizao_city.casework.selectors.states import read_state
from zaizao_city.casework.services.commands import carry_out
from zaizao_city.casework.services.loading import PastCase, PastStep, load_history
from zaizao_city.casework.services.opening import Opening
from zaizao_city.casework.services.opening import open_case as open_by_service
from zaizao_city.casework.services.own_processes import REVIEW
from zaizao_city.casework.services.pledging import check_pledge, digest_text, sign_pledge, write_pledge_text
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.demo.cast import Cast, Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.hours import DAY, work_on
from zaizao_city.demo.invented.answers import MISSED, SEEN
from zaizao_city.demo.invented.stories.hotline import DEPARTMENTS
from zaizao_city.demo.planning import Plan, plan_year, write_script
from zaizao_city.demo.playing import Step, play_on
from zaizao_city.demo.script import Script
from zaizao_city.identity.actor import SYSTEM
from zaizao_city.identity.enums import Role

SLICE = timedelta(days=28)
"""Cases are written by four weeks, so that their numbers follow the days on which they came."""
NEWS = timedelta(days=7)
"""Of what is younger, everybody concerned is still told by the worker; all else they were told at the time."""


class Played(Struct):
    """One case as it was played."""

    plan: Plan
    definition: ProcessDefinition
    script: Script
    materials: tuple[str, ...]
    steps: list[Step]
    state: State


def fill_year(
    cast: Cast, *, cases: int, items: Sequence[str], until: datetime, before_news: Callable[[], None] = lambda: None
) -> int:
    """Play the year up to ``until`` and write it; ``before_news`` is called once, before the youngest cases. How many."""
    calendar = get_calendar()
    plans = plan_year(cast, cases=cases, items=items, until=until, calendar=calendar)
    digests: dict[str, str] = {}
    for part, some in groupby(plans, key=lambda plan: _find_slice(plan, until)):
        if part == 0:
            before_news()
        played = [play_plan(plan, digests, calendar=calendar, until=until) for plan in some]
        with transaction.atomic():
            load_history((_to_past(one) for one in played if part != 0 and not is_special(one)), actor=SYSTEM)
            for one in played:
                if part == 0 or is_special(one):
                    enact(one, calendar=calendar, until=until)
    return len(plans)


def _find_slice(plan: Plan, until: datetime) -> int:
    """Which four weeks, counted backwards; 0 is the news."""
    age = until - plan.at
    return 0 if age <= NEWS else 1 + age // SLICE


def play_plan(plan: Plan, digests: dict[str, str], *, calendar: WorkCalendar, until: datetime) -> Played:
    """Play one matter from its opening."""
    if plan.process not in digests:
        digests[plan.process] = choose_version(plan.process, on=plan.at.date(), district=plan.place.territory).digest
    definition = get_definition(digests[plan.process])
    script, materials = write_script(plan, definition)
    command = asked.Open(plan.dice.name, plan.facts, None, materials, by=plan.opener.person)
    step = open_case(definition, command, Context(now=to_moment(plan.at), calendar=calendar))
    steps, state = play_on(definition, step.state, script, calendar=calendar, until=until)
    return Played(plan, definition, script, materials, steps, state)


def is_special(played: Played) -> bool:
    """Whether more follows from the case than its own record: signed pledges, or a refusal that is reviewed."""
    refused = any(item.outcome == "refused" for item in played.state.items.values())
    return refused or bool(played.script.pledges)


def _make_opening(played: Played) -> Opening:
    plan = played.plan
    return Opening(
        process=plan.process,
        territory=plan.place.territory,
        facts=plan.facts,
        materials=played.materials,
        applicant_id=plan.applicant.actor.person_id,
        enterprise_id=plan.applicant.firm_id if plan.story.for_firm else None,
        channel=plan.channel,
        digest=played.definition.digest,
        seats=_seat_departments(plan) if plan.story.on_street else {},
    )


def _seat_departments(plan: Plan) -> dict[str, int]:
    """Who the departments are that only an answer in the case names, and no organ of its definition."""
    asked_for = sorted({organ for organs in DEPARTMENTS.values() for organ in organs})
    return {organ: plan.place.hands[organ][0].actor.roles[0].organisation_id for organ in asked_for}


def _to_past(played: Played) -> PastCase:
    opener = played.plan.opener
    steps = [
        PastStep(step.at, step.command, "system" if step.hand is None else step.hand.actor.account_key)
        for step in played.steps
    ]
    return PastCase(_make_opening(played), played.plan.at, steps, opener.person, opener.actor.account_key)


def enact(played: Played, *, calendar: WorkCalendar, until: datetime) -> None:
    """Carry a case out by the services, with all that follows, and the reviews of what was refused in it."""
    plan = played.plan
    done = open_by_service(_make_opening(played), actor=plan.opener.actor, key=None, now=plan.at)
    for step in played.steps:
        _sign(done.case_id, played, step)
        actor = SYSTEM if step.hand is None else step.hand.actor
        carry_out(done.case_id, step.command, actor=actor, key=None, now=step.at)
    _check_pledges(done.case_id, played, calendar=calendar, until=until)
    for review in Case.objects.filter(pk__gt=done.case_id, process=REVIEW).order_by("pk"):
        _review(review, played, calendar=calendar, until=until)


def _sign(case_id: int, played: Played, step: Step) -> None:
    pledges = step.command.pledges if isinstance(step.command, asked.Complete) else ()
    for material in pledges:
        text = write_pledge_text(played.definition, material)
        sign_pledge(
            case_id, material=material, signed_name=played.plan.applicant.actor.name, text_digest=digest_text(text),
            actor=played.plan.opener.actor, key=f"demo {case_id} {material}"[:80], now=step.at,
        )  # fmt: skip


def _check_pledges(case_id: int, played: Played, *, calendar: WorkCalendar, until: datetime) -> None:
    """Whoever relies on a pledge checks it within its time; what follows an untrue one is left for people to decide."""
    for pledge in Pledge.objects.filter(case_id=case_id, taken_at__isnull=False).select_related("organisation"):
        dice = played.plan.dice.about(f"check {pledge.material}")
        found = next(hand for hands in played.plan.place.hands.values() for hand in hands if _is_at(hand, pledge))
        at = work_on(pledge.taken_at, dice.count(3 * DAY, 18 * DAY), calendar)
        if at > until:
            continue
        kept = dice.happens(0.95)
        check_pledge(pledge.pk, kept=kept, finding=dice.pick(SEEN if kept else MISSED), actor=found.actor, now=at)


def _is_at(hand: Hand, pledge: Pledge) -> bool:
    """Whether somebody decides where the pledge is relied on."""
    return any(
        held.role is Role.APPROVER and held.organisation_id == pledge.organisation_id for held in hand.actor.roles
    )


def _review(review: Case, played: Played, *, calendar: WorkCalendar, until: datetime) -> None:
    """Somebody else looks at a refusal and answers the applicant."""
    row = CaseState.objects.get(case=review)
    script = Script(
        applicant=played.plan.applicant, hands=played.plan.place.hands, dice=Dice(f"{played.plan.dice.name} review")
    )
    definition = get_definition(review.digest)
    steps, _ = play_on(definition, read_state(review.pk, row.state), script, calendar=calendar, until=until)
    for step in steps:
        actor = SYSTEM if step.hand is None else step.hand.actor
        carry_out(review.pk, step.command, actor=actor, key=None, now=step.at)
