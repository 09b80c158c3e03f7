"""Which bases are in force, and which statutory limits a basis carries.

On no day, a basis counts as repealed when it says until when it was in force. On a day, its own dates count and those
of the law in the library; a law that the library does not have is taken to be in force, so that it goes on protecting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from zaizao.definition.model import Basis, ProcessDefinition
from zaizao.law import (
    CitationError,
    Library,
    NotInForceError,
    Rule,
    RuleTable,
    UnknownArticleError,
    UnknownLawError,
)
from zaizao.law.errors import NoRuleInForceError, UnknownRuleError
from zaizao.law.place import NATION

Cited = tuple[str, str]
"""A law and an article: what a basis is, whatever its id."""


class Lawbook(Struct, frozen=True):
    """The law as one verification sees it."""

    library: Library
    rules: RuleTable
    on: dt.date | None = None

    def holds(self, basis: Basis | None) -> bool:
        """Whether a basis is known and in force."""
        if basis is None:
            return False
        if self.on is None:
            return basis.until is None
        day = self.on.isoformat()
        if (basis.since is not None and basis.since > day) or (basis.until is not None and basis.until <= day):
            return False
        return not self._is_repealed(basis, self.on)

    def _is_repealed(self, basis: Basis, day: dt.date) -> bool:
        try:
            self.library.article(basis.law, basis.article, on=day)
        except NotInForceError:
            return True
        except (CitationError, UnknownArticleError, UnknownLawError):
            return False
        return False

    def cite(self, definition: ProcessDefinition, names: Iterable[str | None]) -> dict[Cited, str]:
        """Those of the bases that are in force, by law and article, each with its id."""
        found: dict[Cited, str] = {}
        for name in names:
            basis = definition.bases.get(name) if name is not None else None
            if name is not None and basis is not None and self.holds(basis):
                found[basis.law, basis.article] = name
        return found

    def find_rule(self, key: str) -> Rule | None:
        """The rule of a key on the day; without a day the latest one."""
        if self.on is not None:
            try:
                return self.rules.find(key, on=self.on)
            except (UnknownRuleError, NoRuleInForceError):
                return None
        holding = [rule for rule in self.rules if rule.key == key and rule.where == NATION and rule.until is None]
        return max(holding, key=lambda rule: rule.since, default=None)

    def list_limits(self, basis: Basis) -> tuple[Rule, ...]:
        """The national rules about time that stand in the article of a basis, not those for joint handling."""
        article = basis.article.partition("条")[0] + "条"
        return tuple(
            rule
            for rule in self.rules
            if (rule.source, rule.where) == (basis.law, NATION)
            and rule.article.startswith(article)
            and rule.limit is not None
            and (rule.until is None if self.on is None else rule.holds_on(self.on))
        )


def write_cited(cited: Cited) -> str:
    """《行政许可法》第四十二条."""
    return f"《{cited[0]}》{cited[1]}"
