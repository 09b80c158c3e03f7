"""What somebody does about one open piece of work: take it in, decide it, take or refuse an offer."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Activity
from zaizao.net import CaseState, Work
from zaizao.net import commands as asked
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.hours import DAY, count_minutes
from zaizao_city.demo.invented.answers import DECLINED, GROUNDS, REMEDY, TOLD, choose_outcome, say_values
from zaizao_city.demo.script import Act, Script

SLOW = 0.03
"""How often work takes longer than its limit, of 1."""
STUCK = 0.005
"""How often work lies for weeks."""
QUICK = frozenset({"handle", "dispatch", "verify", "call_back", "rate"})
"""What is done as it comes; everything else lies for a while."""
QUEUED = 0.06
"""How often somebody comes when the counter is full, and an intake of minutes takes longer than its limit."""
FORGOTTEN = 0.006
"""How often an application is forgotten at intake, until the law takes it as accepted."""


def act_on(definition: ProcessDefinition, state: CaseState, work: Work, script: Script) -> Act | None:
    """What is done about the work next, and by whom; None while it waits for somebody else."""
    activity = definition.activities[work.activity]
    dice = script.dice.about(f"{work.id} {len(work.refusals)}")
    if work.status == "correcting":
        return _answer_notice(work, script, dice)
    if work.offered_to is not None:
        return _answer_offer(work, script, dice)
    if activity.offer is not None and work.refusals and not work.final and work.holder == activity.by:
        return _arbitrate(activity, work, script, dice)
    if activity.does == "accept":
        return _take_in(activity, state, work, script, dice)
    if _waits_for_papers(definition, activity, state):
        return None
    return _do(definition, activity, state, work, script, dice)


def _hand_of(organ: str | None, script: Script, dice: Dice) -> Hand | None:
    hands = script.hands.get(organ or "")
    return dice.about("hand").pick(hands) if hands else None


def _answer_notice(work: Work, script: Script, dice: Dice) -> Act:
    hand = script.supplied_by or script.applicant
    command = asked.Supply(work.asked, by=hand.person)
    return Act(command=command, hand=hand, minutes=dice.about("supply").count(DAY // 3, 4 * DAY))


def _answer_offer(work: Work, script: Script, dice: Dice) -> Act | None:
    hand = _hand_of(work.offered_to, script, dice)
    if hand is None:
        return None
    said = {"by": hand.person, "acting_for": work.offered_to}
    taken = dice.about("offer").happens(0.8)
    command = asked.AcceptOffer(work.id, **said) if taken else asked.RefuseOffer(work.id, dice.pick(DECLINED), **said)
    return Act(command=command, hand=hand, minutes=dice.about("answer").count(10, 200))


def _arbitrate(activity: Activity, work: Work, script: Script, dice: Dice) -> Act | None:
    assert activity.offer is not None
    hand = _hand_of(activity.offer.arbiter, script, dice)
    to = work.refusals[0]
    taker = _hand_of(to, script, dice)
    if hand is None or taker is None:
        return None
    command = asked.Assign(work.id, (taker.person,), to, by=hand.person, acting_for=activity.offer.arbiter)
    return Act(command=command, hand=hand, minutes=dice.count(30, 300))


def _take_in(activity: Activity, state: CaseState, work: Work, script: Script, dice: Dice) -> Act | None:
    hand = _hand_of(work.holder, script, dice)
    if hand is None:
        return None
    said = {"by": hand.person, "acting_for": work.holder}
    lacking = tuple(name for name in script.corrected if name not in state.papers)
    if lacking:
        command: asked.Command = asked.RequestCorrection(work.id, lacking, TOLD, **said)
        return Act(command=command, hand=hand, minutes=_draw_intake(activity, dice.about("notice")))
    outcome = activity.outcomes[0] if activity.outcomes else None
    command = asked.Complete(work.id, outcome, gaps=script.gaps, pledges=script.pledges, **said)
    minutes = _draw_intake(activity, dice.about("accept"))
    if activity.silent is not None and dice.about("forget").happens(FORGOTTEN):
        minutes = 9 * DAY
    return Act(command=command, hand=hand, minutes=minutes)


def _draw_intake(activity: Activity, dice: Dice) -> int:
    """How long it takes to take in: some hours; where the limit is minutes, mostly within them."""
    limit = count_minutes(activity.limit) if activity.limit is not None else DAY
    if limit >= DAY:
        return dice.count(8, 300)
    return limit + dice.count(5, 90) if dice.happens(QUEUED) else dice.count(2, max(2, limit - 2))


def _waits_for_papers(definition: ProcessDefinition, activity: Activity, state: CaseState) -> bool:
    """Whether a decision has to wait: what was tolerated as missing for its item is not there yet."""
    if activity.item is None or not activity.outcomes:
        return False
    taken = {name for one in definition.activities.values() if one.item == activity.item for name in one.takes}
    return any(name in taken and paper.status == "gap" for name, paper in state.papers.sorted_items())


def _do(
    definition: ProcessDefinition, activity: Activity, state: CaseState, work: Work, script: Script, dice: Dice
) -> Act | None:
    hands = script.hands.get(work.delegated_to or work.holder or "")
    if not hands:
        return None
    hand = dice.about("hand").pick(hands)
    values = say_values(activity, state, definition, dice)
    outcome = choose_outcome(activity, state, definition, values, dice.about("outcome"))
    reasons = dict(zip(("reasons", "way_forward"), dice.about("ground").pick(GROUNDS), strict=True))
    command = asked.Complete(
        work.id, outcome, values, officers=_name_officers(activity, hand, hands), by=hand.person,
        acting_for=work.delegated_to or work.holder, **({**reasons, "remedy": REMEDY} if outcome == "refused" else {}),
    )  # fmt: skip
    return Act(command=command, hand=hand, minutes=_draw_minutes(activity, dice.about("time")))


def _name_officers(activity: Activity, hand: Hand, hands: Sequence[Hand]) -> tuple[str, ...]:
    """Two go where the law wants two."""
    count = activity.who.count if activity.who is not None else 1
    if count < 2:
        return ()
    others = [one.person for one in hands if one is not hand]
    return (hand.person, *others[: count - 1])


def _draw_minutes(activity: Activity, dice: Dice) -> int:
    """How long it takes: mostly half of its limit, now and then longer than it."""
    limit = count_minutes(activity.limit) if activity.limit is not None else 9 * DAY
    if dice.happens(STUCK):
        return limit + 25 * DAY
    if dice.happens(SLOW):
        return round(limit * dice.draw(1.05, 2.2, 1.2))
    most = 0.2 if activity.does in QUICK else 0.5
    return round(limit * dice.draw(0.05, 0.95, most))
