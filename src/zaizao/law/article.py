"""The text of an article, the law it belongs to and when that text was in force.

How texts are found and citations read is in `zaizao.law.library`.
"""

from __future__ import annotations

import datetime as dt
import enum

from msgspec import Struct

from zaizao.law.numerals import write_article


class LawStatus(enum.Enum):
    """Whether a version of a law is the one in force, was replaced by a later one, or was repealed."""

    IN_FORCE = "in-force"
    AMENDED = "amended"
    REPEALED = "repealed"


class Article(Struct, frozen=True, kw_only=True):
    """One article of one version of a law; paragraphs are lines of ``text``."""

    id: str
    """Such as ``licensing-42``: the law's short id and the number."""
    law: str
    number: int
    sub: int = 0
    text: str
    version: dt.date
    """The day this version was adopted or last amended."""
    status: LawStatus
    since: dt.date
    until: dt.date | None = None
    """The first day on which this version no longer holds."""

    @property
    def label(self) -> str:
        """第四十二条."""
        return write_article(self.number, self.sub)

    @property
    def citation(self) -> str:
        """《行政许可法》第四十二条."""
        return f"《{self.law}》{self.label}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether this text is in force on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


class LawVersion(Struct, frozen=True, kw_only=True):
    """One version of a law: those of its articles that are at hand."""

    version: dt.date
    status: LawStatus
    since: dt.date
    until: dt.date | None = None
    origin: str
    articles: tuple[Article, ...]

    def holds_on(self, day: dt.date) -> bool:
        """Whether this version is in force on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


class LawText(Struct, frozen=True, kw_only=True):
    """A law, its names and its versions at hand, the oldest first."""

    id: str
    name: str
    """The short name by which it is cited: 行政许可法."""
    title: str
    """The full title: 中华人民共和国行政许可法."""
    number: str | None = None
    """The number of its promulgation, such as 国务院令第722号."""
    where: str
    versions: tuple[LawVersion, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every name that a citation may use."""
        return frozenset({self.id, self.name, self.title})
