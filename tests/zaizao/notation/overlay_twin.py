"""An as-is twin of packs/restaurant/open-restaurant.yaml, made by hand: one thing after another, on paper."""

from zaizao.definition.model import (
    Activity,
    Basis,
    Ground,
    Item,
    Kind,
    Link,
    Material,
    Organ,
    ProcessDefinition,
)
from zaizao.units import Text, parse_limit

ORGANS = {
    "window": "综合窗口", "street": "街道办事处", "market-regulation": "市场监督管理局", "fire-rescue": "消防救援大队",
    "city-management": "城市管理局", "water-laboratory": "水质检测机构", "approval-bureau": "行政审批服务局",
}  # fmt: skip


def step(does, name, by, limit, *after, visit=0, takes=(), gives=(), item=None, bases=(), custom=()):
    links = [Link(one, Ground.LAW, of="licensing-32") for one in after]
    links += [Link(one, Ground.CUSTOM, assumption=True) for one in custom]
    return Activity(
        does=does, name=Text(name), by=by, limit=parse_limit(limit), after=tuple(links), visit=visit, takes=takes,
        gives=gives, item=item, bases=bases,
    )  # fmt: skip


def paper(name, **more):
    return Material(Text(name), **more)


def as_is():
    return ProcessDefinition(
        process="open-restaurant-as-is", name=Text("开办餐饮店（原流程）"), kind=Kind.CHAIN, competent="approval-bureau",
        as_is=True, organs={one: Organ(Text(name)) for one, name in ORGANS.items()},
        bases={"licensing-32": Basis("行政许可法", "第三十二条"), "fire-15": Basis("消防法", "第十五条")},
        items={"licence": Item("market-regulation"), "food": Item("market-regulation"), "fire": Item("fire-rescue"),
               "sign": Item("city-management")},
        materials={
            "id-card": paper("居民身份证", certificate=True), "lease": paper("房屋租赁合同"),
            "premises-proof": paper("场所使用证明", certificate=True), "business-licence": paper("营业执照复印件"),
            "layout-plan": paper("操作流程和布局图"), "food-safety-rules": paper("食品安全管理制度"),
            "health-certificates": paper("从业人员健康证明", certificate=True), "fire-conformity": paper("消防安全情况说明"),
            "fire-opinion": paper("消防安全检查意见书"), "sign-picture": paper("门头效果图"),
            "community-proof": paper("社区同意经营证明", certificate=True), "neighbour-proof": paper("相邻业主同意书"),
        },
        activities={
            "accept-licence": step("accept", "营业执照受理", "window", "1wd", visit=1, takes=("id-card", "premises-proof")),
            "register": step("decide", "设立登记", "market-regulation", "3wd", "accept-licence", item="licence",
                             gives=("business-licence",)),
            "premises": step("countersign", "场所证明会签", "street", "4wd", custom=("register",), visit=1,
                             takes=("community-proof", "neighbour-proof", "lease")),
            "accept-fire": step("accept", "消防受理", "fire-rescue", "1wd", custom=("premises",), visit=1,
                                takes=("business-licence", "fire-conformity")),
            "visit-fire": step("visit_site", "消防上门检查", "fire-rescue", "6wd", "accept-fire", item="fire", bases=("fire-15",)),
            "permit-fire": step("decide", "消防安全检查许可决定", "fire-rescue", "1wd", "visit-fire", item="fire",
                                gives=("fire-opinion",)),
            "permit-sign": step("decide", "店招审批决定", "city-management", "5wd", custom=("permit-fire",), visit=1,
                                takes=("sign-picture",), item="sign"),
            "accept-food": step("accept", "食品经营许可受理", "market-regulation", "1wd", custom=("permit-sign", "permit-fire"),
                                takes=("layout-plan", "food-safety-rules", "health-certificates", "fire-opinion"), visit=1),
            "check-layout": step("check", "布局审核", "market-regulation", "1wd", "accept-food", item="food"),
            "visit-site": step("visit_site", "现场核查", "market-regulation", "3wd", "check-layout", item="food"),
            "review-food": step("countersign", "科室会签", "approval-bureau", "2wd", custom=("visit-site",)),
            "permit-food": step("decide", "食品经营许可决定", "market-regulation", "2wd", "visit-site", custom=("review-food",),
                                item="food"),
            "deliver": step("deliver", "窗口领证", "window", "1wd", "permit-food", visit=1),
        },
    )  # fmt: skip


LINEAGE = {
    "intake": ("accept-licence", "accept-fire", "accept-food"),
}
