"""What the law room refuses, and why; the words are in `zaizao.wording.texts.law`."""

from __future__ import annotations

from zaizao.errors import InputError, Refusal


class LawDataError(InputError):
    """A file of rules or of law texts is malformed."""

    code = "law-data"


class RulePackError(InputError):
    """A local rule pack loosens what the law fixes, without recording a basis."""

    code = "rule-pack"


class UnknownRuleError(Refusal):
    """There is no rule of this key."""

    code = "rule-unknown"


class NoRuleInForceError(Refusal):
    """The rule exists, but not for this place on this date."""

    code = "rule-not-in-force"


class AmbiguousRuleError(Refusal):
    """Two rules of the same key hold for the same place on the same date."""

    code = "rule-ambiguous"


class UnknownLawError(Refusal):
    """The law is not among the texts at hand."""

    code = "law-unknown"


class UnknownArticleError(Refusal):
    """The article is not among the texts at hand."""

    code = "article-unknown"


class NotInForceError(Refusal):
    """No version of the law at hand is in force on this date."""

    code = "law-not-in-force"


class CitationError(Refusal):
    """The citation cannot be read."""

    code = "citation-unreadable"
