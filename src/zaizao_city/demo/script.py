"""What is settled about a case before it is played, and what somebody is going to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from zaizao.net import commands as asked
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice


class Act(Struct, frozen=True, kw_only=True):
    """Something that somebody is going to do: which command, who, after how many minutes of work, or at which moment."""

    command: asked.Command
    hand: Hand
    minutes: int = 0
    at: datetime = datetime.max

    def at_moment(self, moment: datetime) -> Act:
        """The same, at a moment."""
        return replace(self, at=moment)


class Script(Struct, frozen=True, kw_only=True):
    """What is settled about a case before it begins: who applies, what is missing and how that ends."""

    applicant: Hand
    hands: Mapping[str, Sequence[Hand]]
    dice: Dice
    supplied_by: Hand | None = None
    """Who hands in what is asked for, where the applicant has no part in it: the counter."""
    corrected: tuple[str, ...] = ()
    """Materials that the one-time notice asks for."""
    gaps: tuple[str, ...] = ()
    pledges: tuple[str, ...] = ()
    withdrawn_after: int | None = None
    """Minutes of work after which the applicant withdraws."""
