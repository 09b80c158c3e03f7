"""Facts, materials, lists, recurring reports, children, members, words."""

from __future__ import annotations

from msgspec.structs import replace

from zaizao.net import events as happened
from zaizao.net.draft import Draft, work_id
from zaizao.net.reducers.hands import answer_correction, close_work
from zaizao.net.reducers.registry import reduces
from zaizao.net.state import Child, Member, Paper, Recurring, Timer


@reduces(happened.FactsStated)
def state_facts(draft: Draft, event: happened.FactsStated) -> None:
    """The facts are known."""
    for name, value in event.facts.items():
        draft.put_fact(name, value)


@reduces(happened.FactCorrected)
def correct_fact(draft: Draft, event: happened.FactCorrected) -> None:
    """The fact is right now."""
    draft.put_fact(event.name, event.new)


@reduces(happened.Supplied)
def supply(draft: Draft, event: happened.Supplied) -> None:
    """Materials are there; gaps and corrections they answer are closed."""
    for name in event.materials:
        draft.timers.pop(f"gap:{name}", None)
        draft.papers.put(name, Paper("supplied"))
    for work_name in event.answered:
        work = draft.work.get(work_name)
        if work is not None:
            answer_correction(draft, work, event.materials)


@reduces(happened.GapTolerated)
def tolerate_gap(draft: Draft, event: happened.GapTolerated) -> None:
    """The material is missing, with a day by which it must come."""
    draft.papers.put(event.material, Paper("gap", event.due))
    if event.due is not None:
        draft.put_timer(f"gap:{event.material}", Timer(event.due, "gap", event.material))


@reduces(happened.GapLapsed)
def lapse_gap(draft: Draft, event: happened.GapLapsed) -> None:
    """The material did not come."""
    draft.timers.pop(f"gap:{event.material}", None)
    draft.papers.put(event.material, Paper("lapsed"))


@reduces(happened.PledgeTaken)
def take_pledge(draft: Draft, event: happened.PledgeTaken) -> None:
    """A pledge stands in for the material."""
    draft.papers.put(event.material, Paper("pledged", event.check, event.by_whom))


@reduces(happened.EntryMade)
def make_entry(draft: Draft, event: happened.EntryMade) -> None:
    """The list is one longer."""
    draft.entries.put(entry_key(event.log, event.number), event.values)
    draft.counts = {**draft.counts, event.log: event.number}


def entry_key(log: str, number: int) -> str:
    """``questions/000012``: sorted names are in the order of entry."""
    return f"{log}/{number:06d}"


@reduces(happened.RecurrenceBegan)
def begin_recurrence(draft: Draft, event: happened.RecurrenceBegan) -> None:
    """The first report is timed."""
    series = draft.series.get(event.activity, 0) + 1
    draft.series = {**draft.series, event.activity: series}
    draft.recurring = {**draft.recurring, event.activity: Recurring(event.at, 0, series)}
    draft.put_timer(f"recur:{event.activity}", Timer(event.next, "recur", event.activity))


@reduces(happened.Recurred)
def recur(draft: Draft, event: happened.Recurred) -> None:
    """One report is due, the next is timed."""
    old = draft.recurring[event.activity]
    draft.recurring = {**draft.recurring, event.activity: replace(old, count=event.number)}
    draft.work.put(event.work.id, event.work)
    if event.work.due is not None:
        draft.put_timer(f"due:{event.work.id}", Timer(event.work.due, "due", event.work.id))
    draft.put_timer(f"recur:{event.activity}", Timer(event.next, "recur", event.activity))


@reduces(happened.RecurrenceReported)
def report_recurrence(draft: Draft, event: happened.RecurrenceReported) -> None:
    """One report is made."""
    close_work(draft, event.work)
    for name, value in event.facts.items():
        draft.put_fact(name, value)


@reduces(happened.RecurrenceEnded)
def end_recurrence(draft: Draft, event: happened.RecurrenceEnded) -> None:
    """No more reports; open ones fall away."""
    draft.timers.pop(f"recur:{event.activity}", None)
    going = draft.recurring[event.activity]
    for number in range(1, going.count + 1):
        close_work(draft, work_id(event.activity, going.series, 1, number))
    draft.recurring = {name: each for name, each in draft.recurring.items() if name != event.activity}


@reduces(happened.Interrupted)
def interrupt(draft: Draft, event: happened.Interrupted) -> None:
    """On record; what stops and what follows come as events of their own."""


@reduces(happened.ChildOpened)
def open_child(draft: Draft, event: happened.ChildOpened) -> None:
    """A child is under way."""
    draft.children.put(event.child, Child(event.activity, event.process, event.to))
    old = draft.act(event.activity)
    draft.acts.put(event.activity, replace(old, more=replace(old.more, instances=old.more.instances + 1)))


@reduces(happened.ChildReported)
def report_child(draft: Draft, event: happened.ChildReported) -> None:
    """A child has ended; its result waits for the join."""
    child = draft.children.get(event.child)
    if child is None:
        return
    draft.children.put(event.child, replace(child, status="closed", outcome=event.outcome))
    old = draft.act(child.activity)
    result = {**event.facts, "outcome": event.outcome}
    draft.acts.put(child.activity, replace(old, more=replace(old.more, results=(*old.more.results, result))))


@reduces(happened.MemberJoined)
def join_member(draft: Draft, event: happened.MemberJoined) -> None:
    """A member with its own clock."""
    draft.members.put(event.member, Member(event.at, event.due))
    if event.due is not None:
        draft.put_timer(f"member:{event.member}", Timer(event.due, "member", event.member))


@reduces(happened.MembersAnswered)
def answer_members(draft: Draft, event: happened.MembersAnswered) -> None:
    """Their clocks end."""
    for name in event.members:
        member = draft.members.get(name)
        if member is not None:
            draft.members.put(name, replace(member, status="answered"))
        draft.timers.pop(f"member:{name}", None)


@reduces(happened.MemberOverdue)
def mark_member_overdue(draft: Draft, event: happened.MemberOverdue) -> None:
    """The fact is on record; the member is still to be answered."""
    draft.timers.pop(f"member:{event.member}", None)


@reduces(happened.Commented)
def comment(draft: Draft, event: happened.Commented) -> None:
    """Nothing moves."""


@reduces(happened.LateTextKept)
def keep_late_text(draft: Draft, event: happened.LateTextKept) -> None:
    """Nothing moves; the words are in the record."""
