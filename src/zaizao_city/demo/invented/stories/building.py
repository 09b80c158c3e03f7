"""Starting to build: the permit, quality and safety supervision."""

from __future__ import annotations

from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.stories.restaurant import ROADS
from zaizao_city.demo.invented.stories.story import Facts, Story

WORKS = ("教学楼", "标准厂房", "社区医院", "物流仓库", "养老院", "体育馆", "科研楼", "污水处理站")


def tell(dice: Dice, hand: Hand, place: str) -> Facts:
    """A building of a firm's; what tendering and the review of the drawings know is said with it."""
    area = dice.count(8, 400) * 100
    road = dice.pick(ROADS)
    return {
        "project_name": f"{road}{dice.pick(WORKS)}",
        "project_code": f"澜川-{dice.count(1, 9999):04d}",
        "site_address": f"澜川市{place}{road}{dice.count(1, 180)}号",
        "floor_area": area,
        "contract_price": area * dice.count(30, 45) // 100,
        "demolition": dice.happens(0.1),
        "must_supervise": dice.happens(0.8),
        "hazardous": dice.happens(0.3),
    }


STORY = Story(
    name="building", process="start-building", share=6, tell=tell, online=0.8, taken_by="window", for_firm=True
)
