"""Whether a basis that a definition cites holds on a day: by its own dates, and by the law texts at hand.

The texts at hand are extracts: an article that is not among them may well exist, so that is a standing of its own.
Looked up once for all definitions that are diagnosed together.
"""

from __future__ import annotations

import datetime as dt
import enum

from msgspec import Struct

from zaizao.definition.model import Basis
from zaizao.errors import ZaizaoError
from zaizao.law import Article, LawStatus, LawText, Library, UnknownLawError, parse_article


class Standing(enum.Enum):
    """What is known about a basis on a day."""

    HOLDS = "holds"
    """In force by its own dates, and by the law text where it is at hand."""
    ENDED = "ended"
    """Its own ``until`` has passed, or the law text at hand was repealed."""
    NOT_YET = "not-yet"
    """Comes into force later."""
    NOT_AT_HAND = "not-at-hand"
    """The law is at hand, the article is not among its texts."""
    UNKNOWN = "unknown"
    """Nothing at hand speaks against it."""


class Verdict(Struct, frozen=True):
    """The standing of a basis, the day from or until which, and the article's text where it is at hand."""

    standing: Standing
    day: dt.date | None = None
    article: Article | None = None

    @property
    def carries(self) -> bool:
        """Whether something may be founded on it, as far as is known."""
        return self.standing not in (Standing.ENDED, Standing.NOT_YET)


class LawDesk:
    """Answers about bases on one day; the same question is looked up once."""

    def __init__(self, library: Library, *, on: dt.date | None) -> None:
        self.library = library
        self.on = on
        self._known: dict[Basis, Verdict] = {}

    def judge(self, basis: Basis) -> Verdict:
        """What is known about the basis on the day; without a day only what holds on every day."""
        verdict = self._known.get(basis)
        if verdict is None:
            verdict = self._known[basis] = self._judge_dates(basis) or self._judge_text(basis)
        return verdict

    def _judge_dates(self, basis: Basis) -> Verdict | None:
        if self.on is None:
            return None
        since, until = _read_day(basis.since), _read_day(basis.until)
        if until is not None and until <= self.on:
            return Verdict(Standing.ENDED, until)
        if since is not None and self.on < since:
            return Verdict(Standing.NOT_YET, since)
        return None

    def _judge_text(self, basis: Basis) -> Verdict:
        try:
            law = self.library.law(basis.law)
        except UnknownLawError:
            return Verdict(Standing.UNKNOWN)
        version = max(law.versions, key=lambda one: one.since)
        if self.on is None:
            if version.status is LawStatus.REPEALED:
                return Verdict(Standing.ENDED, version.until)
        elif not any(one.holds_on(self.on) for one in law.versions):
            if version.until is not None and version.until <= self.on:
                return Verdict(Standing.ENDED, version.until)
            # only later versions are at hand: what stood before is not known
            return Verdict(Standing.UNKNOWN)
        return self._judge_article(law, basis, self.on or version.since)

    def _judge_article(self, law: LawText, basis: Basis, day: dt.date) -> Verdict:
        if parse_article(basis.article.strip()) is None and "条" not in basis.article:
            return Verdict(Standing.UNKNOWN)
        try:
            article = self.library.resolve(f"《{law.name}》{basis.article}", on=day)
        except ZaizaoError:
            return Verdict(Standing.NOT_AT_HAND)
        return Verdict(Standing.HOLDS, article=article)


def _read_day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None  # a load error says so


NO_TEXTS = Library(())
"""A library that knows nothing: only the dates in definitions count."""
