"""Opening a restaurant: four items, one form."""

from __future__ import annotations

from zaizao_city.demo.cast import Hand
from zaizao_city.demo.dice import Dice
from zaizao_city.demo.invented.stories.story import Facts, Story

WORDS = (
    "泉边",
    "老街",
    "巷口",
    "湖畔",
    "同福",
    "知味",
    "稻香",
    "小满",
    "四季",
    "海右",
    "拾光",
    "半亩",
    "南门",
    "柳下",
    "青石",
)
KINDS = ("小馆", "面馆", "饺子铺", "家常菜", "火锅店", "烧烤店", "早餐店", "海鲜馆", "茶餐厅", "羊汤馆")
ROADS = ("泉城路", "解放路", "文化街", "建设路", "学府路", "滨河路", "人民路", "和平里")


def tell(dice: Dice, hand: Hand, place: str) -> Facts:
    """A small place somewhere in the district."""
    return {
        "shop_name": dice.pick(WORDS) + dice.pick(KINDS),
        "premises_address": f"澜川市{place}{dice.pick(ROADS)}{dice.count(1, 180)}号",
        "premises_area": dice.count(3, 32) * 10,
        "signboard": dice.happens(0.7),
        "fire_pledged": dice.happens(0.45),
        "own_water": dice.happens(0.2),
    }


STORY = Story(name="restaurant", process="open-restaurant", share=18, tell=tell, taken_by="window")
