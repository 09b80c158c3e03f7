"""Events of the grid: seen on a round, settled at the lowest level or handed up."""

from __future__ import annotations

from zaizao_city.demo.invented.stories.stall import tell
from zaizao_city.demo.invented.stories.story import Story

STORY = Story(name="grid", process="grid-event", share=6, tell=tell, online=0.0, taken_by="grid", on_street=True)
