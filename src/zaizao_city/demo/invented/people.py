"""Made-up people and firms: names, numbers valid in form, logins. Who they are is fixed, so every demo city has the same.

The numbers begin with 990100, an area that no division of China has: nobody real has one of them. Those of mobile
telephones begin with 154, which no operator uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from zaizao_city.identity.numbers import CREDIT_ALPHABET, RESIDENT_CHECKS, RESIDENT_WEIGHTS

AREA = "990100"
PASSWORD = "lanchuan-2026"
"""Printed for everybody: the people are made up, and staff need a code as well."""
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = (
    "晓雯", "志强", "丽华", "建国", "思远", "海燕", "文博", "雪梅", "子涵", "玉兰", "明辉", "佳怡", "立新", "春燕", "浩然",
    "秀英", "天宇", "慧敏", "国栋", "婷婷", "振华", "静怡", "少杰", "红霞", "一鸣", "美玲", "宏伟", "诗雨", "鹏飞", "桂芳",
)  # fmt: skip
UNDERTAKINGS = (
    "云帆科技",
    "泉润商贸",
    "海岳机械",
    "润禾农业",
    "蓝湾文化",
    "启明教育",
    "瑞康医药",
    "恒远物流",
    "乐居家政",
    "青禾食品",
)


class Persona(Struct, frozen=True, kw_only=True):
    """A citizen with a login: who it is, what they are here to try, and their firm, if any."""

    login: str
    name: str
    number: int
    tries: str
    firm: str = ""


PERSONAS = (
    Persona(login="zhou", name="周小满", number=9001, tries="apply"),
    Persona(login="linxiao", name="林晓", number=9002, tries="company", firm="澜川泉水叮咚科技有限公司"),
    Persona(login="ding", name="丁远航", number=9003, tries="building", firm="泉城区教育投资有限公司"),
)

UNDERTAKEN: dict[str, dict[str, object]] = {
    "restaurant": {"shop_name": "泉边小馆", "signboard": True, "fire_pledged": True, "own_water": True},
    "company": {"company_name": "澜川泉水叮咚科技有限公司"},
}
"""What they come with, by story, beside what the dice say."""


def name_people(count: int, *, skip: int = 0) -> list[str]:
    """So many different names, always the same; ``skip`` those that others have."""
    return list(islice(_name_all(), skip, skip + count))


def _name_all() -> Iterator[str]:
    for turn in range(len(SURNAMES) * len(GIVEN)):
        yield SURNAMES[turn % len(SURNAMES)] + GIVEN[(turn + 3 * (turn // len(SURNAMES))) % len(GIVEN)]


def make_number(which: int) -> str:
    """An identity number that is valid in form (GB 11643-1999) and nobody's."""
    day = f"{1960 + which % 42}{1 + which % 12:02d}{1 + which % 28:02d}"
    digits = f"{AREA}{day}{which % 1000:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(RESIDENT_WEIGHTS, digits, strict=True))
    return digits + RESIDENT_CHECKS[total % 11]


def make_mobile(which: int) -> str:
    """A mobile number that is valid in form and nobody's."""
    return f"1540000{which % 10000:04d}"


def make_credit_code(which: int) -> str:
    """A unified social credit code that is valid in form (GB 32100-2015) and nobody's."""
    signs = f"91{AREA}MADEM{which:04d}"
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(signs))
    return signs + CREDIT_ALPHABET[-total % 31]


def name_firm(which: int, *, place: str) -> str:
    """The name of a made-up firm."""
    word = UNDERTAKINGS[which % len(UNDERTAKINGS)]
    return f"{place}{SURNAMES[which // len(UNDERTAKINGS) % len(SURNAMES)]}氏{word}有限公司"


STAFF_LOGINS = (
    "quancheng-window", "quancheng-approval", "quancheng-market", "quancheng-fire", "quancheng-urban", "quancheng-helper",
    "laboratory",
    "hotline", "government", "inspection", "review", "mayor", "reform", "staffing", "justice", "sysadmin", "secadmin", "auditor",
)  # fmt: skip
"""Staff with a password. All others have an account without one: the system administrator gives it to whom they like."""
