"""The made-up city of 澜川: districts, streets and organs, and which organs of the definitions each of them is.

Plain data. The five districts are named after the cities of the five sources and lively in what each of them speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

CITY = "lanchuan"
CITY_NAME = ("澜川市", "Lanchuan")


class District(Struct, frozen=True, kw_only=True):
    """One district: its code, its names, the source it is named after, its streets, and how much of what happens there."""

    code: str
    name: str
    name_en: str
    source: str
    streets: tuple[tuple[str, str, str], ...]
    share: Mapping[str, int]
    """By story: how many of its cases, of a hundred of the whole city's, come from here."""


class Office(Struct, frozen=True, kw_only=True):
    """One organ: its code below its place, its names, the organs of the definitions that it is, how many people."""

    code: str
    name: str
    name_en: str
    seats: tuple[str, ...]
    people: int = 1
    role: str = "approver"
    below: str = ""
    """The office of which it is a part."""


DISTRICTS = (
    District(
        code="quancheng", name="泉城区", name_en="Quancheng District", source="济南",
        streets=(("baotu", "趵突街道", "Baotu Street"), ("minghu", "明湖街道", "Minghu Street")),
        share={"restaurant": 26, "company": 34, "building": 14, "stall": 20, "item": 10, "hotline": 44, "grid": 14},
    ),
    District(
        code="shuicheng", name="水城区", name_en="Shuicheng District", source="聊城",
        streets=(("guangyue", "光岳街道", "Guangyue Street"), ("donghu", "东湖街道", "Donghu Street")),
        share={"restaurant": 28, "company": 14, "building": 12, "stall": 26, "item": 10, "hotline": 22, "grid": 16},
    ),
    District(
        code="zoulu", name="邹鲁区", name_en="Zoulu District", source="邹城",
        streets=(("mengfu", "孟府街道", "Mengfu Street"), ("tangwang", "唐王街道", "Tangwang Street")),
        share={"restaurant": 16, "company": 14, "building": 40, "stall": 20, "item": 10, "hotline": 10, "grid": 16},
    ),
    District(
        code="hehai", name="河海区", name_en="Hehai District", source="东营",
        streets=(("youcheng", "油城街道", "Youcheng Street"), ("hekou", "河口街道", "Hekou Street")),
        share={"restaurant": 14, "company": 12, "building": 14, "stall": 18, "item": 60, "hotline": 10, "grid": 44},
    ),
    District(
        code="daocheng", name="岛城区", name_en="Daocheng District", source="青岛",
        streets=(("zhanqiao", "栈桥街道", "Zhanqiao Street"), ("fushan", "浮山街道", "Fushan Street")),
        share={"restaurant": 16, "company": 26, "building": 20, "stall": 16, "item": 10, "hotline": 14, "grid": 10},
    ),
)  # fmt: skip

CITY_OFFICES = (
    Office(code="government", name="市政府办公室", name_en="Office of the City Government", seats=("government-office",), role="arbiter"),
    Office(code="inspection", name="市政府督查室", name_en="Government Inspection Office", seats=("supervision-office", "government-inspection"), role="supervisor"),
    Office(code="hotline", name="市民服务热线中心", name_en="Hotline Centre", seats=("hotline-centre",), people=2, role="dispatcher"),
    Office(code="review", name="“办不成事”反映窗口", name_en="“Can't get it done” Window", seats=("review-window",)),
    Office(code="tax", name="市税务局", name_en="Tax Bureau", seats=("tax",), people=2),
    Office(code="fund", name="市住房公积金管理中心", name_en="Housing Fund Centre", seats=("housing-fund",)),
    Office(code="quality", name="市工程质量监督站", name_en="Quality Supervision Station", seats=("quality-station",), people=2),
    Office(code="safety", name="市施工安全监督站", name_en="Safety Supervision Station", seats=("safety-station",), people=2),
    Office(code="bank", name="澜川银行", name_en="Bank of Lanchuan", seats=("bank",)),
    Office(code="engraver", name="澜川印章社", name_en="Lanchuan Seal Engravers", seats=("seal-engraver",)),
    Office(code="laboratory", name="澜川水质检测所", name_en="Lanchuan Water Laboratory", seats=("water-laboratory",)),
    Office(code="staffing", name="市委编办", name_en="Staffing Office", seats=(), role="reviewer_staffing"),
    Office(code="justice", name="市司法局", name_en="Justice Bureau", seats=("justice",), role="reviewer_justice"),
    Office(code="reform", name="市流程再造办公室", name_en="Office of Process Reform", seats=("reform-office",), role="catalogue_editor"),
)  # fmt: skip
"""What the whole city has one of. Organs of the definitions that stand nowhere here get an office of their own name."""

DISTRICT_OFFICES = (
    Office(code="approval", name="行政审批服务局", name_en="Administrative Approval Bureau", seats=("approval-bureau", "organ"), people=2),
    Office(code="window", name="政务服务大厅综合窗口", name_en="One-stop Counter", seats=("window", "construction-counter"), people=2, role="window_clerk", below="approval"),
    Office(code="market", name="市场监督管理局", name_en="Market Regulation Bureau", seats=("market-regulation", "market-counter"), people=2),
    Office(code="fire", name="消防救援大队", name_en="Fire and Rescue Brigade", seats=("fire-rescue",), people=2),
    Office(code="urban", name="城市管理局", name_en="City Management Bureau", seats=("city-management",), people=2),
    Office(code="housing", name="住房和城乡建设局", name_en="Housing and Construction Bureau", seats=("housing", "housing-bureau")),
    Office(code="police", name="公安分局", name_en="Police", seats=("police",)),
    Office(code="labour", name="人力资源和社会保障局", name_en="Human Resources Bureau", seats=("social-insurance",)),
    Office(code="grid", name="网格中心", name_en="Grid Centre", seats=("district",)),
)  # fmt: skip

STREET_OFFICE = Office(
    code="office",
    name="街道办事处",
    name_en="Street Office",
    seats=("street", "community", "grid"),
    role="window_clerk",
)
"""Every street has one; it answers for its communities and its grid too."""
