"""What a rule of the diagnosis is: its name, its words, its remedy, and the function that looks.

    Rule.look(Scope) -> Sighting …      what a rule file yields
    engine           -> Finding …       the same, with rule, process and a place that survives edits

Rules stand one a file in `rules`; how they are gathered is `registry`'s business, looking is `engine`'s.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from zaizao.definition.finding import Path
from zaizao.errors import Location
from zaizao.units import Text
from zaizao.units.record import show_without
from zaizao.units.yaml import dotted
from zaizao.wording import format_value

if TYPE_CHECKING:
    from zaizao.diagnosis.scope import Scope
    from zaizao.units.edit import Edit


class Severity(enum.Enum):
    """How grave a finding is: contrary to law, worth changing, or worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Availability(enum.Enum):
    """Whether findings of a rule come with a remedy."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NONE = "none"


class Safety(enum.Enum):
    """Whether a remedy changes nothing that a case could notice, or somebody has to decide."""

    SAFE = "safe"
    HUMAN = "human"


class Status(enum.Enum):
    """Where a rule stands in its life; a preview looks only when it is selected by code or name."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


class Evidence(Struct, frozen=True):
    """One fact that a finding rests on: an element of a definition, an article of a law, or a figure."""

    says: Text
    path: Path | None = None
    """The element, in the definition diagnosed or in that of ``process``."""
    process: str | None = None
    law: str | None = None
    """The article cited, such as 《行政许可法》第三十四条."""


class Remedy(Struct, frozen=True):
    """What to do about it: the redesign operator by name, and the edits where they can be written down."""

    operator: str | None = None
    """A redesign operator as a kebab word: parallelise, eliminate, integrate, share-data, pledge …"""
    edits: tuple[Edit, ...] = ()
    safety: Safety = Safety.HUMAN


class Sighting(Struct, frozen=True):
    """What a rule saw: the element by its path in the YAML form, and the values its message needs."""

    path: Path
    fields: Mapping[str, object] = {}
    remedy: Remedy | None = None
    evidence: tuple[Evidence, ...] = ()
    message: Text | None = None
    """Only where it is finer than the rule's own."""


class Rule(Struct, frozen=True):
    """One rule; the docstring of the module it stands in is its manual page."""

    code: str
    """Such as ZL103: family and number, never used again for another rule."""
    name: str
    """Kebab-case; names what is found, never the remedy."""
    title: Text
    severity: Severity
    remedy: Availability
    message: Text
    """What a finding says; placeholders are the fields of the sightings."""
    look: Callable[[Scope], Iterator[Sighting]]
    safety: Safety = Safety.HUMAN
    """How safe its remedies are at best."""
    operator: str | None = None
    """The redesign operator that remedies it, where there is one."""
    status: Status = Status.STABLE
    since: str = "0.2"

    @property
    def family(self) -> str:
        """The family, such as ``zl1``."""
        return self.code[:3].lower()

    @property
    def manual(self) -> str:
        """The manual page in Markdown, without its title."""
        return (sys.modules[self.look.__module__].__doc__ or "").strip()


class Finding(Struct, frozen=True):
    """One thing wrong with a process, by a rule."""

    rule: Rule
    process: str
    path: Path
    fields: Mapping[str, object] = {}
    evidence: tuple[Evidence, ...] = ()
    remedy: Remedy | None = None
    where: Location = field(default_factory=Location)
    """The place in the file, when the definition came from one."""
    anchor: str = ""
    """The place by names instead of positions: what stands before it in a list does not change it."""
    template: Text = Text("")

    __repr__ = show_without("template")

    @property
    def at(self) -> str:
        """The element, such as ``activities.seal.after[0]``."""
        return dotted(self.path)

    @property
    def is_mendable(self) -> bool:
        """Whether the remedy may be carried out without asking: safe, and written down as edits."""
        return self.remedy is not None and self.remedy.safety is Safety.SAFE and bool(self.remedy.edits)

    @property
    def fingerprint(self) -> str:
        """What a baseline remembers: process, rule and anchor, and nothing that an edit elsewhere would change."""
        told = "\0".join((self.process, self.rule.code, self.anchor or self.at))
        import hashlib  # noqa: PLC0415  # slow to load, and a clean process has no finding

        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def say(self, language: str = "zh") -> str:
        """The finding in words."""
        return fill_text(self.template, self.fields, language=language)


class _InWords:
    """Fields as people read them, each written only when it is asked for."""

    def __init__(self, fields: Mapping[str, object], language: str) -> None:
        self.fields = fields
        self.language = language

    def __getitem__(self, name: str) -> str:
        return format_value(self.fields[name], language=self.language)


def fill_text(text: Text, fields: Mapping[str, object], *, language: str = "zh") -> str:
    """The text in a language with its fields written as people read them."""
    return text.say(language).format_map(_InWords(fields, language))
