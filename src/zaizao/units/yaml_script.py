"""A list of cuts and inserts that turns one YAML text into another, all done at once.

What is cut and inserted is decided by the modules that fill the script.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct, field

from zaizao.units.yaml_layout import Entry, Layout
from zaizao.units.yaml_pieces import Manner


class Script(Struct, dict=True):
    """What is to be done to one text; places are those of the original."""

    layout: Layout
    newline: str
    cuts: list[tuple[int, int]] = field(default_factory=list)
    inserts: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def manner(self) -> Manner:
        """How this text is written."""
        return Manner(self.layout.has_brackets, self.layout.guess_list_offset())

    def join(self, lines: list[str]) -> str:
        """Lines with the file's own line breaks between them."""
        return self.newline.join(lines)

    def insert_lines(self, line: int, lines: list[str]) -> None:
        """Put lines above ``line``, or behind the last one."""
        self.inserts.append((self.layout.start_of(line), self.join(lines) + self.newline))

    def is_cut(self, line: int) -> bool:
        """Whether the beginning of a line is cut out."""
        start = self.layout.start_of(line)
        return any(first <= start < end for first, end in self.cuts)

    def carry_out(self) -> str:
        """The changed text. Inserts stand even inside a cut; those at one place in the order in which they came."""
        text, at = self.layout.text, 0
        parts: list[str] = []
        inserts = [(place, 0, order, new) for order, (place, new) in enumerate(self.inserts)]
        for place, is_cut, end, new in sorted([*((start, 1, end, "") for start, end in self.cuts), *inserts]):
            parts.append(text[at : max(at, place)])
            at = max(at, place, end if is_cut else 0)
            parts.append(new)
        return "".join([*parts, text[at:]])


def floor_of(layout: Layout, owner: Entry) -> int:
    """The line above which no comment belongs to what stands in a list or mapping."""
    return -1 if owner.step is None else layout.line_of(owner.head_end)


def find_before(value: object, key: object, among: Iterable[object]) -> str | None:
    """The nearest key before ``key`` in the changed mapping that stands in the text already."""
    there = set(among)
    before: str | None = None
    for other in value if isinstance(value, dict) else ():
        if other == key:
            break
        before = other if other in there else before
    return before
