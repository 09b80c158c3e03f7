"""Starting a company: licence, seals, taxes, social insurance, housing fund and account."""

from __future__ import annotations

from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.people import UNDERTAKINGS
from zaizao_city.demo.invented.stories.restaurant import ROADS, WORDS
from zaizao_city.demo.invented.stories.story import Facts, Story

SCOPES = ("软件开发", "食品销售", "机械加工", "文化创意服务", "物流服务", "健康咨询", "建筑装饰", "农产品初加工")


def tell(dice: Dice, hand: Hand, place: str) -> Facts:
    """A company with staff or without."""
    staffed = dice.happens(0.6)
    return {
        "company_name": f"澜川{dice.pick(WORDS)}{dice.pick(UNDERTAKINGS)}有限公司",
        "company_type": "有限责任公司",
        "business_scope": dice.pick(SCOPES),
        "registered_address": f"澜川市{place}{dice.pick(ROADS)}{dice.count(1, 180)}号",
        "capital": dice.count(1, 50) * 10,
        "paper_invoices": dice.happens(0.3),
        "has_staff": staffed,
        "staff_count": dice.count(1, 25) if staffed else 0,
    }


STORY = Story(name="company", process="open-company", share=22, tell=tell, online=0.85, taken_by="window")
