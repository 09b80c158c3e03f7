"""A case played by whoever sits at the terminal: what is open, how much time is left, what can be done next.

Everything is asked by number; a refusal is told and nothing has happened. End of input, or ``q``, ends it quietly.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import click
from msgspec import field

from zaizao.cli.account import say_deadline
from zaizao.cli.asking import Asker, LeaveError
from zaizao.cli.clocks import CaseDeadline, list_deadlines
from zaizao.definition import ProcessDefinition
from zaizao.errors import Refusal
from zaizao.net import Context, Step, commands, fire, next_due, open_case
from zaizao.net.events import Event
from zaizao.net.state import Work
from zaizao.net.telling import tell_event, tell_refusal
from zaizao.wording import format_moment, say
from zaizao.worktime import WorkCalendar, china

Act = Callable[[], None]


class Session(Asker):
    """One conversation about one case."""

    now: datetime
    calendar: WorkCalendar
    events: list[Event] = field(default_factory=list)

    @classmethod
    def begin(cls, definition: ProcessDefinition, *, language: str, start: datetime) -> Session:
        """Open a case at ``start`` with all items.

        Raises NotRunnableError.
        """
        calendar = china()
        command = commands.Open(case=f"{definition.process}-1", by=say("cli-me", {}, language))
        step = open_case(definition, command, Context(start, calendar))
        session = cls(definition, language, step.state, start, calendar)
        session.keep(step)
        return session

    # -- the conversation

    def converse(self) -> None:
        """Show, ask, carry out, until it is over."""
        click.echo(self.say("cli-run-welcome", name=self.definition.name))
        self.tell(self.events)
        while self.state.status == "open":
            choices = self.list_choices()
            self.show(choices)
            try:
                act = self.choose(choices)
                act()
            except LeaveError:
                click.echo(self.say("cli-run-left"))
                return
            except Refusal as refusal:
                click.echo("✗ " + tell_refusal(refusal, self.definition, language=self.language))
        click.echo(self.say("cli-run-over", ending=self.names.ending(self.state.ending)))

    def show(self, choices: list[tuple[str, Act]]) -> None:
        """Where the case stands and what can be done."""
        click.echo("\n" + self.say("cli-run-now", now=format_moment(self.now, language=self.language)))
        for one in self.deadlines():
            click.echo("  " + say_deadline(one, self.names, self.now))
        for number, (words, _) in enumerate(choices, start=1):
            click.echo(f"  {number}  {words}")
        click.echo("  q  " + self.say("cli-run-quit"))

    def choose(self, choices: list[tuple[str, Act]]) -> Act:
        """What is to be done next."""
        while True:
            answer = self.ask(self.say("cli-run-choose"))
            if answer.isdigit() and 1 <= int(answer) <= len(choices):
                return choices[int(answer) - 1][1]
            click.echo(self.say("cli-run-number", most=len(choices)))

    def list_choices(self) -> list[tuple[str, Act]]:
        """Everything that can be done now."""
        choices: list[tuple[str, Act]] = []
        for _, work in self.state.work.sorted_items():
            holder = self.names.organ(work.holder or "applicant")
            words = self.say("cli-do-complete", work=self.names.work(work.id), holder=holder)
            choices.append((words, partial(self.complete, work)))
        if self.definition.fields:
            choices.append((self.say("cli-do-facts"), self.state_facts))
        if self.definition.materials:
            choices.append((self.say("cli-do-supply"), self.supply))
        choices.append((self.say("cli-do-return"), self.send_back))
        if self.definition.items:
            choices.append(
                (self.say("cli-do-withdraw"), lambda: self.carry_out(commands.Withdraw(by=self.say("cli-me"))))
            )
        moment = next_due(self.state)
        if moment is not None:
            words = self.say("cli-do-next", moment=format_moment(moment, language=self.language))
            choices.append((words, partial(self.pass_time, max(moment, self.now))))
        choices.append((self.say("cli-do-wait"), self.wait))
        if self.deadlines():
            choices.append((self.say("cli-do-derive"), self.derive))
        return choices

    # -- acts

    def complete(self, work: Work) -> None:
        """End a work item: outcome, facts, and what a refusal needs."""
        activity = self.definition.activities.get(work.activity)
        outcome = self.pick_outcome(activity.outcomes) if activity is not None and activity.outcomes else None
        said: dict[str, Any] = (
            self.ask_reasons() if outcome == "refused" and activity is not None and activity.item else {}
        )
        facts = self.ask_facts(activity.writes) if activity is not None else {}
        by = self.ask(self.say("cli-ask-by"), default=self.say("cli-me"))
        count = activity.who.count if activity is not None and activity.who is not None else 1
        others = tuple(self.ask(self.say("cli-ask-officer", number=n)) for n in range(2, count + 1))
        command = commands.Complete(
            work.id, outcome=outcome, facts=facts, officers=(by, *others) if others else (), by=by,
            acting_for=work.holder, **said,
        )  # fmt: skip
        self.carry_out(command)

    def state_facts(self) -> None:
        """Record facts that became known."""
        unknown = tuple(name for name in self.definition.fields if self.state.facts.get(name) is None)
        facts = self.ask_facts(unknown or tuple(self.definition.fields))
        if facts:
            self.carry_out(commands.StateFacts(facts, by=self.say("cli-me")))

    def supply(self) -> None:
        """Hand in materials."""
        names = tuple(self.definition.materials)
        listed = "  ".join(f"{n} {self.names.material(one)}" for n, one in enumerate(names, start=1))
        answer = self.ask(self.say("cli-ask-materials", listed=listed))
        chosen = tuple(
            names[int(n) - 1]
            for n in answer.replace("、", " ").replace(",", " ").split()
            if n.isdigit() and 0 < int(n) <= len(names)
        )
        if chosen:
            self.carry_out(commands.Supply(chosen, by=self.say("cli-me")))

    def send_back(self) -> None:
        """Return to something that was done."""
        done = [name for name, act in self.state.acts.sorted_items() if act.status == "done"]
        if not done:
            click.echo(self.say("cli-nothing-done"))
            return
        listed = "  ".join(f"{n} {self.names.activity(one)}" for n, one in enumerate(done, start=1))
        answer = self.ask(self.say("cli-ask-return", listed=listed))
        if answer.isdigit() and 1 <= int(answer) <= len(done):
            reason = self.ask(self.say("cli-ask-reason"))
            self.carry_out(
                commands.SendBack(
                    done[int(answer) - 1], reason, by=self.say("cli-me"), acting_for=self.definition.competent
                )
            )

    def withdraw(self) -> None:
        """The applicant takes everything back."""
        self.carry_out(commands.Withdraw(by=self.say("cli-me")))

    def wait(self) -> None:
        """Let days pass; the morning of the day is the next moment."""
        answer = self.ask(self.say("cli-ask-days"), default="1")
        if answer.isdigit() and int(answer) <= 3650:
            self.pass_time(datetime.combine(self.now.date() + timedelta(days=int(answer)), time(9), self.now.tzinfo))

    def pass_time(self, moment: datetime) -> None:
        """Let time pass, and whatever falls due happen."""
        self.now = moment
        self.carry_out(commands.Tick())

    def derive(self) -> None:
        """A deadline, day by day."""
        deadlines = self.deadlines()
        chosen = deadlines[0]
        if len(deadlines) > 1:
            listed = "  ".join(f"{n} {one.name}" for n, one in enumerate(deadlines, start=1))
            answer = self.ask(self.say("cli-ask-deadline", listed=listed), default="1")
            if answer.isdigit() and 1 <= int(answer) <= len(deadlines):
                chosen = deadlines[int(answer) - 1]
        basis = self.names.basis(chosen.basis) if chosen.basis else ""
        click.echo(chosen.deadline.explain(self.language, limit_basis=basis).to_text(say))

    def deadlines(self) -> list[CaseDeadline]:
        """The deadlines that run."""
        found = list_deadlines(self.definition, self.state, self.events, calendar=self.calendar, language=self.language)
        return [one for one in found if one.is_open]

    # -- the engine

    def carry_out(self, command: commands.Command) -> None:
        """Ask the engine and tell what happened."""
        step = fire(self.definition, self.state, command, Context(self.now, self.calendar))
        self.keep(step)
        self.tell(list(step.events))
        if not step.events:
            click.echo(self.say("cli-nothing-happened"))

    def keep(self, step: Step) -> None:
        """The case goes on from here."""
        self.state = step.state
        self.events += step.events

    def tell(self, events: list[Event]) -> None:
        """What happened, line by line."""
        for event in events:
            told = tell_event(event, self.definition, language=self.language, added=self.state.added)
            click.echo(f"  {event.seq:>3}  " + "　".join((told.sentence, *told.details)))
