"""The log that `zaizao check --log` holds a definition against: read once, matched, and said what was matched.

What the log then proves is the business of the rules (`zaizao.diagnosis.rules.zl8`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from zaizao.cli.program import refuse
from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.mining.facts import Facts

_NAMED = 5


class Witness:
    """One log for one definition."""

    def __init__(
        self, path: str, *, language: str, mapping: str | None, activities: str | None, calendar: str | None
    ) -> None:
        self.path = path
        self.language = language
        self.mapping = mapping
        self.activities = activities
        self.calendar = calendar
        self._told: dict[str, Facts] = {}

    def refuse_several(self, definitions: Sequence[ProcessDefinition]) -> None:
        """A log tells of one process. Raises CommandError where several definitions are given."""
        if len(definitions) != 1:
            raise refuse("cli-check-log-one", count=len(definitions))

    def tell(self, definition: ProcessDefinition) -> Facts:
        """What the log says about the definition; what could not be matched is told on standard error.

        Raises LogRefused, MappingFileError, CommandError.
        """
        if definition.digest not in self._told:
            self._told[definition.digest] = self._gather(definition)
        return self._told[definition.digest]

    def _gather(self, definition: ProcessDefinition) -> Facts:
        from zaizao.cli.evidence import load_log, tell_problems
        from zaizao.cli.files import read_text
        from zaizao.cli.mining.clocks import read_clock
        from zaizao.mining.facts import gather_facts
        from zaizao.mining.matching import read_mapping

        clock = None if self.calendar is None else read_clock(self.calendar, None)
        told = None
        if self.activities is not None:
            told = read_mapping(read_text(self.activities), definition, file=self.activities)
        read = load_log(self.path, mapping=self.mapping, language=self.language)
        tell_problems(read, language=self.language)
        facts = gather_facts(read.log, definition, mapping=told, clock=clock)
        self._say_matching(facts)
        return facts

    def _say_matching(self, facts: Facts) -> None:
        matching = facts.matching
        found = len(matching.activities) - len(matching.absent)
        fields: dict[str, object] = {"cases": facts.case_count, "found": found, "steps": len(matching.activities)}
        click.echo(say("cli-check-log-read", fields, self.language), err=True)
        if matching.unmatched:
            fields = {"count": len(matching.unmatched), "names": matching.unmatched[:_NAMED]}
            click.echo(say("cli-check-log-unmatched", fields, self.language), err=True)
        if matching.unused:
            click.echo(say("cli-check-log-unused", {"names": matching.unused[:_NAMED]}, self.language), err=True)
