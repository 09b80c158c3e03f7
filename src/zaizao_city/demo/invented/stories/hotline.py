"""Orders of the hotline: what callers report, and departments take or refuse."""

from __future__ import annotations

from zaizao_city.casework.enums import Channel
from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.stories.restaurant import ROADS
from zaizao_city.demo.invented.stories.story import Facts, Story

MATTERS = {
    "refuse": ("垃圾桶满溢多日无人清运", "绿地里有人倾倒建筑垃圾"),
    "road": ("路面塌陷积水", "井盖松动，过车异响", "路灯连续三晚不亮"),
    "building": ("楼道墙皮脱落", "电梯经常停运", "外墙瓷砖有脱落危险"),
    "noise": ("夜间施工扰民", "楼下烧烤店深夜喧哗"),
    "water": ("水压低，高层用不上水", "自来水发黄"),
    "heating": ("暖气不热，室温不到十六度",),
    "consumer": ("预付卡商家闭店，余额不退", "网购商品与描述不符"),
    "other": ("公交站牌信息没有更新",),
}
DEPARTMENTS = {
    "refuse": ("city-management", "housing"),
    "road": ("housing", "city-management"),
    "building": ("housing", "city-management"),
    "noise": ("city-management", "market-regulation"),
    "water": ("housing", "city-management"),
    "heating": ("housing", "city-management"),
    "consumer": ("market-regulation", "city-management"),
    "other": ("city-management", "housing"),
}
"""Whom the dispatcher asks, in this order."""


def tell(dice: Dice, hand: Hand, place: str) -> Facts:
    """One complaint."""
    category = dice.pick(tuple(MATTERS))
    road = f"{place}{dice.pick(ROADS)}{dice.count(1, 180)}号"
    subject = dice.pick(MATTERS[category])
    return {"subject": subject, "content": f"{road}：{subject}，请尽快处理。", "category": category, "place": road}


STORY = Story(
    name="hotline", process="hotline-order", share=14, tell=tell, online=0.2, taken_by="hotline-centre",
    channel=Channel.HOTLINE,
)  # fmt: skip
