"""Materials and the notice: what is given, shared by the state, pledged, may follow later, checked, doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Mark = Literal["share", "give", "pledge", "gap", "ok", "doubt", "got"]
SIGNS: dict[str, str | Promise] = {
    "share": pgettext_lazy("mark", "享"),
    "give": pgettext_lazy("mark", "交"),
    "pledge": pgettext_lazy("mark", "诺"),
    "gap": pgettext_lazy("mark", "缺"),
    "ok": pgettext_lazy("mark", "合"),
    "doubt": pgettext_lazy("mark", "疑"),
    "got": pgettext_lazy("mark", "得"),
}
MEANINGS: dict[str, str | Promise] = {
    "share": pgettext_lazy("meaning of a mark", "由政府共享"),
    "give": pgettext_lazy("meaning of a mark", "您提供"),
    "pledge": pgettext_lazy("meaning of a mark", "可承诺"),
    "gap": pgettext_lazy("meaning of a mark", "可后补"),
    "ok": pgettext_lazy("meaning of a mark", "符合"),
    "doubt": pgettext_lazy("meaning of a mark", "有疑问"),
    "got": pgettext_lazy("meaning of a mark", "您会得到"),
}


class Kept(Protocol):
    """A file to be opened: its key, its name, its bytes, whether a browser can show it."""

    key: UUID
    name: str
    size: int

    @property
    def can_be_shown(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One line of a list: its mark, its name, where it comes from, its file, and a few words (or a link) at its end."""

    mark: Mark
    name: str
    source: str = ""
    say: str = ""
    link: str = ""
    file: Kept | None = None

    @property
    def sign(self) -> str:
        """The one character of the mark."""
        return str(SIGNS[self.mark])

    @property
    def meaning(self) -> str:
        """What the mark means, for who hears the page."""
        return str(MEANINGS[self.mark])


@dataclass(frozen=True, slots=True)
class NoticePart:
    """One heading of the notice with its items: 您提供 3 份."""

    title: str
    count: str
    items: Sequence[CheckItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The one notice sheet. ``left`` and ``right`` stand side by side where there is room, and on paper.

    ``greeting`` and ``seal_lines`` are for paper alone; ``seal_name`` is the organisation whose seal is drawn there.
    """

    title: str
    matter: str
    left: Sequence[NoticePart]
    right: Sequence[NoticePart]
    basis: str
    greeting: str = ""
    seal_name: str = ""
    seal_number: str = ""
    seal_lines: Sequence[str] = ()
    print_link: str = ""
