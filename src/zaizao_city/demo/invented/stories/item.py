"""One of the real items of which nobody has written the process down: it runs by the statutory course."""

from __future__ import annotations

from zaizao_city.demo.invented.stories.stall import tell
from zaizao_city.demo.invented.stories.story import Story

STORY = Story(name="item", process="", share=26, tell=tell, online=0.6, taken_by="window")
