"""A street stall for some days."""

from __future__ import annotations

from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.stories.story import Facts, Story


def tell(dice: Dice, hand: Hand, place: str) -> Facts:
    """Its form asks nothing."""
    return {}


STORY = Story(name="stall", process="stall-permit", share=8, tell=tell, online=0.5, taken_by="window")
