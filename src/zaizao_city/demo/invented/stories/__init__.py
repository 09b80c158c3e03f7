"""What people come with, one kind a file: which process, what they say of themselves, how they come."""

from __future__ import annotations

from zaizao_city.demo.invented.stories import building, company, grid, hotline, item, restaurant, stall
from zaizao_city.demo.invented.stories.story import Story

STORIES: dict[str, Story] = {
    story.name: story
    for story in (
        restaurant.STORY, company.STORY, building.STORY, stall.STORY, item.STORY, hotline.STORY, grid.STORY,
    )
}  # fmt: skip
"""By the names that the districts' shares use."""
