"""Who has the work: assignment, transfer, delegation, offers, alarms, corrections."""

from __future__ import annotations

from msgspec.structs import replace

from zaizao.net import events as happened
from zaizao.net.draft import Draft
from zaizao.net.reducers.counting import drop_timers
from zaizao.net.reducers.registry import reduces
from zaizao.net.state import Timer, Work


def _change(draft: Draft, name: str, **changes: object) -> None:
    work = draft.work.get(name)
    if work is not None:
        draft.work.put(name, replace(work, **changes))


@reduces(happened.Assigned)
def assign(draft: Draft, event: happened.Assigned) -> None:
    """People are named; an arbiter's choice of organ is final."""
    if event.people:
        _change(draft, event.work, assignees=event.people)
    if event.to is not None:
        draft.timers.pop(f"lapse:{event.work}", None)
        _change(
            draft, event.work, holder=event.to, offered_to=None, final=event.final, delegated_to=None, reported=None
        )


@reduces(happened.Transferred)
def transfer(draft: Draft, event: happened.Transferred) -> None:
    """Another organ has it now; nobody there is assigned yet."""
    draft.timers.pop(f"lapse:{event.work}", None)
    _change(draft, event.work, holder=event.to, assignees=(), offered_to=None, delegated_to=None, reported=None)


@reduces(happened.DueBroughtForward)
def bring_forward(draft: Draft, event: happened.DueBroughtForward) -> None:
    """The earliest member governs."""
    _change(draft, event.work, due=event.due)
    draft.put_timer(f"due:{event.work}", Timer(event.due, "due", event.work))


@reduces(happened.Delegated)
def delegate(draft: Draft, event: happened.Delegated) -> None:
    """Somebody else does it; the holder stays."""
    _change(draft, event.work, delegated_to=event.to, reported=None)


@reduces(happened.DelegateReported)
def report_back(draft: Draft, event: happened.DelegateReported) -> None:
    """It is back on the delegator's desk with what was done."""
    _change(draft, event.work, delegated_to=None, reported=event.reported)


@reduces(happened.OfferMade)
def make_offer(draft: Draft, event: happened.OfferMade) -> None:
    """Somebody is asked; the holder stays."""
    _change(draft, event.work, offered_to=event.to)
    if event.lapses is not None:
        draft.put_timer(f"lapse:{event.work}", Timer(event.lapses, "lapse", event.work))


@reduces(happened.OfferAccepted)
def accept_offer(draft: Draft, event: happened.OfferAccepted) -> None:
    """The holder changes."""
    draft.timers.pop(f"lapse:{event.work}", None)
    _change(
        draft,
        event.work,
        holder=event.to,
        offered_to=None,
        assignees=(),
        refusals=(),
        delegated_to=None,
        reported=None,
    )


@reduces(happened.OfferRefused)
def refuse_offer(draft: Draft, event: happened.OfferRefused) -> None:
    """The sender still holds it."""
    _end_offer(draft, event.work, event.to)


@reduces(happened.OfferLapsed)
def lapse_offer(draft: Draft, event: happened.OfferLapsed) -> None:
    """Silence counts as not taken; the sender still holds it."""
    _end_offer(draft, event.work, event.to)


def _end_offer(draft: Draft, name: str, to: str) -> None:
    draft.timers.pop(f"lapse:{name}", None)
    work = draft.work.get(name)
    if work is not None:
        draft.work.put(name, replace(work, offered_to=None, refusals=(*work.refusals, to)))


@reduces(happened.ArbiterCalled)
def call_arbiter(draft: Draft, event: happened.ArbiterCalled) -> None:
    """The arbiter is on record; the sender holds it until the arbiter assigns."""


@reduces(happened.Escalated)
def escalate(draft: Draft, event: happened.Escalated) -> None:
    """The alarm has rung once; with take_over the work changes hands."""
    draft.timers.pop(f"alarm:{event.work}:{event.number}", None)
    work = draft.work.get(event.work)
    if work is not None and event.mode == "take_over" and event.to is not None:
        draft.timers.pop(f"lapse:{event.work}", None)
        _change(draft, event.work, holder=event.to, assignees=(), offered_to=None, delegated_to=None, reported=None)


@reduces(happened.DeadlinePassed)
def pass_deadline(draft: Draft, event: happened.DeadlinePassed) -> None:
    """The fact is on record; the due moment stays what it was."""
    draft.timers.pop(f"due:{event.work}", None)


@reduces(happened.CorrectionRequested)
def request_correction(draft: Draft, event: happened.CorrectionRequested) -> None:
    """The intake waits for the applicant; silence no longer counts as acceptance."""
    work = draft.work.get(event.work)
    if work is None:
        return
    draft.timers.pop(f"silent:{work.id}", None)
    draft.work.put(work.id, replace(work, status="correcting", asked=event.gaps))
    old = draft.act(work.activity)
    draft.acts.put(work.activity, replace(old, more=replace(old.more, corrections=old.more.corrections + 1)))


def answer_correction(draft: Draft, work: Work, supplied: tuple[str, ...]) -> None:
    """Cross off what was supplied; the work is open again when nothing is left."""
    asked = tuple(name for name in work.asked if name not in supplied)
    status = work.status if asked or work.status != "correcting" else "open"
    draft.work.put(work.id, replace(work, asked=asked, status=status))


def close_work(draft: Draft, name: str) -> None:
    """Take one work item away."""
    work = draft.work.get(name)
    if work is not None:
        drop_timers(draft, work)
        draft.work.pop(name, None)
