"""Questions at the terminal and what the answers mean: one line each, read as the definition types it."""

from __future__ import annotations

import sys

import click
from msgspec import Struct

from zaizao.definition import ProcessDefinition
from zaizao.net.naming import Names
from zaizao.net.scripts.forms import fit_value
from zaizao.net.state import CaseState
from zaizao.wording import say


class LeaveError(Exception):
    """Whoever sits there has had enough."""


class Asker(Struct):
    """Asks about one case of one definition."""

    definition: ProcessDefinition
    language: str
    state: CaseState

    def say(self, code: str, **fields: object) -> str:
        """Words in the reader's language."""
        return say(code, fields, self.language)

    @property
    def names(self) -> Names:
        """The names of the definition."""
        return Names(self.definition, self.language, self.state.added)

    def ask(self, words: str, *, default: str = "") -> str:
        """One line; ``q`` or the end of input leaves."""
        shown = f"{words} [{default}]" if default else words
        click.echo(shown + " ", nl=False)
        line = sys.stdin.readline()
        if not line or line.strip().lower() == "q":
            click.echo()
            raise LeaveError
        return line.strip() or default

    def pick_outcome(self, outcomes: tuple[str, ...]) -> str:
        """One of the outcomes, by number."""
        listed = "  ".join(f"{n} {self.names.outcome(one)}" for n, one in enumerate(outcomes, start=1))
        answer = self.ask(self.say("cli-ask-outcome", listed=listed), default="1")
        return outcomes[int(answer) - 1] if answer.isdigit() and 1 <= int(answer) <= len(outcomes) else answer

    def ask_reasons(self) -> dict[str, str]:
        """What a refusal must say."""
        return {key: self.ask(self.say(f"cli-ask-{key}")) for key in ("reasons", "remedy", "way_forward")}

    def ask_facts(self, fields: tuple[str, ...]) -> dict[str, object]:
        """A value for each field; an empty line leaves it unknown."""
        facts: dict[str, object] = {}
        for name in fields:
            answer = self.ask(
                self.say("cli-ask-fact", name=self.names.fact(name), type=self.definition.fields[name].type)
            )
            if answer:
                facts[name] = read_value(self.definition, name, answer)
        return facts


_YES = frozenset({"y", "yes", "true", "是", "有", "对", "1"})
_NO = frozenset({"n", "no", "false", "否", "无", "没有", "0"})


def read_value(definition: ProcessDefinition, name: str, answer: str) -> object:
    """What was typed, as the field types it; text that does not fit stays text, and the engine says why not."""
    kind = definition.fields[name].type.strip()
    if kind == "boolean":
        return True if answer.lower() in _YES else False if answer.lower() in _NO else answer
    if kind == "number":
        try:
            return float(answer) if "." in answer else int(answer)
        except ValueError:
            return answer
    if kind.startswith("list"):
        return [part.strip() for part in answer.replace("、", ",").replace("，", ",").split(",") if part.strip()]
    return fit_value(definition.fields[name], answer)
