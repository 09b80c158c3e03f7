"""The law as a redesign looks at it: the day, the law texts, the rule table. Nothing is changed here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct, field

from zaizao.definition.checks.basis_dates import read_date
from zaizao.definition.model import ProcessDefinition
from zaizao.errors import ZaizaoError
from zaizao.law import Library, NotInForceError, Rule, RuleTable, national_rules

POST_CHECK = "pledge.post-check"
SUPPLY = "tolerance.supply"


class Scope(Struct, frozen=True):
    """What holds on the day asked; without a day, whatever has no end."""

    on: dt.date | None = None
    library: Library | None = None
    rules: RuleTable = field(default_factory=national_rules)

    def is_in_force(self, definition: ProcessDefinition, basis: str | None) -> bool:
        """Whether a basis is declared and, by its dates and the law texts at hand, in force."""
        cited = definition.bases.get(basis) if basis is not None else None
        if cited is None:
            return False
        since, until = read_date(cited.since), read_date(cited.until)
        if self.on is None:
            return until is None
        if (since is not None and self.on < since) or (until is not None and until <= self.on):
            return False
        return not self._is_out_of_force(cited.law, cited.article)

    def _is_out_of_force(self, law: str, article: str) -> bool:
        """Whether the law texts say so; a law they do not have proves nothing."""
        if self.library is None or self.on is None:
            return False
        try:
            self.library.resolve(f"《{law}》{article}", on=self.on)
        except NotInForceError:
            return True
        except ZaizaoError:
            return False
        return False

    def list_in_force(self, definition: ProcessDefinition, bases: Iterable[str]) -> tuple[str, ...]:
        """Of some bases those in force."""
        return tuple(basis for basis in bases if self.is_in_force(definition, basis))

    def find_rule(self, key: str) -> Rule | None:
        """The rule in force on the day; without a day, the one that has no end."""
        holding = [
            rule
            for rule in self.rules
            if rule.key == key and (rule.until is None if self.on is None else rule.holds_on(self.on))
        ]
        own = [rule for rule in holding if rule.pack is not None] or holding
        return own[0] if own else None
