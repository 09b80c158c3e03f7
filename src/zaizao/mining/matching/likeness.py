"""How alike two names are: spelling aside, and by the pairs of letters they share. No dictionary, no language model.

Activity names of real logs carry codes (``01_HOOFD_010``), life-cycle words and stray spaces; Chinese names are short.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

SIMILAR = 0.6
"""Names are taken as alike from this share of common letter pairs on (Dice); our choice, see docs/comparison.md."""
MARGIN = 0.1
"""And only where the second best is this much behind, so that no coin is tossed."""

_SIGNS = re.compile(r"[\W_]+")
_LEADING_CODE = re.compile(r"^(?=\w*\d)[A-Za-z]{0,4}[\d._\-]+[a-z]?[\s:：、_.\-]+(?=\D)")


class Likeness(Struct, frozen=True):
    """The best partner of a name, how alike the two are (0 to 1), and how alike the second best is."""

    index: int
    score: float
    second: float = 0.0

    @property
    def is_clear(self) -> bool:
        """Whether it may be taken without asking."""
        return self.score >= SIMILAR and self.score - self.second >= MARGIN


def normalise_name(name: str) -> str:
    """The name without case, width, spaces and signs: ``T02 Check-confirmation`` and ``t02check confirmation`` agree."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


def strip_code(name: str) -> str:
    """The name without the code in front of it (``T02 Check confirmation`` is ``Check confirmation``)."""
    return _LEADING_CODE.sub("", unicodedata.normalize("NFKC", name).strip())


def list_pairs(name: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a normalised name, beginning and end marked."""
    told = f"^{name}$"
    return frozenset(told[at : at + 2] for at in range(len(told) - 1)) if name else frozenset()


def measure_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of two sets of pairs: 1 for equal, 0 for nothing in common. Symmetric."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def find_likest(pairs: frozenset[str], among: Sequence[frozenset[str]], *, free: Iterable[int]) -> Likeness | None:
    """The likest of those named by ``free``; the first of equals. None where there is nothing to choose from."""
    best: Likeness | None = None
    for index in free:
        score = measure_likeness(pairs, among[index])
        if best is None or score > best.score:
            best = Likeness(index, score, 0.0 if best is None else best.score)
        elif score > best.second:
            best = Likeness(best.index, best.score, score)
    return best
