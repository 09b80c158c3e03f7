"""What a story is."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from zaizao_city.casework.enums import Channel
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice

Facts = dict[str, object]


class Story(Struct, frozen=True, kw_only=True):
    """One kind of matter that people come with.

    ``process`` empty: one of the items of which nobody has written the process down. ``taken_by``: the organ whose people
    open it where the applicant does not.
    """

    name: str
    process: str
    share: int
    """Of a hundred cases of the city."""
    tell: Callable[[Dice, Hand, str], Facts]
    """What is said: by the dice, about the applicant, in a place (by its name)."""
    online: float = 0.7
    """How many come by the portal, of 1."""
    taken_by: str
    channel: Channel = Channel.WINDOW
    """How the others come."""
    for_firm: bool = False
    """Only citizens who act for a firm come with it."""
    on_street: bool = False
