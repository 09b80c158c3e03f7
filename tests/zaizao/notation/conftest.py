"""Processes that the notation tests draw: five steps, the restaurant chain, a circle, and where a case stands."""

import datetime as dt

import pytest

from zaizao.definition.model import (
    Activity,
    Clock,
    Ground,
    Item,
    Kind,
    Link,
    Organ,
    ProcessDefinition,
    Who,
)
from zaizao.notation import Added, Mark, Standing, Status
from zaizao.units import Text, parse_limit

ORGANS = {
    "window": "综合窗口",
    "market": "市场监管局",
    "food": "食品经营许可科",
    "fire": "消防救援支队",
    "city": "城市管理局",
    "health": "卫生健康委员会",
    "water": "排水管理处",
    "street": "街道办事处",
}


def step(does, name, by, *after, limit=None, custom=False, on=(), **more):
    ground = Ground.CUSTOM if custom else Ground.LAW
    links = tuple(Link(one, ground, on=on if one == after[0] else ()) for one in after)
    return Activity(does=does, name=Text(name), by=by, after=links, limit=parse_limit(limit) if limit else None, **more)


def process(name, activities, **more):
    return ProcessDefinition(
        process=more.pop("process", "sample"),
        name=Text(name),
        kind=Kind.CHAIN,
        competent="window",
        activities=activities,
        organs={one: Organ(Text(said)) for one, said in ORGANS.items()},
        **more,
    )


@pytest.fixture
def five():
    return process(
        "食品经营许可",
        {
            "accept": step("accept", "受理", "window", limit="1wd", visit=1),
            "check": step("check", "审核", "market", "accept", limit="3wd"),
            "site": step("visit_site", "现场核查", "market", "accept", limit="5wd", who=Who(count=2)),
            "permit": step("decide", "许可决定", "market", "check", "site", limit="1wd", item="food"),
            "deliver": step("deliver", "送达", "window", "permit", limit="1wd", on=("granted", "refused")),
        },
        process="five",
        items={"food": Item(organ="market", name=Text("食品经营许可"))},
    )


@pytest.fixture
def restaurant():
    return process(
        "开办餐饮店“一件事”",
        {
            "submit": step("submit", "网上提交一次", "applicant"),
            "intake": step("accept", "综合受理", "window", "submit", limit="4wh", visit=1),
            "register": step("decide", "营业执照登记", "market", "intake", limit="1wd", item="licence"),
            "fetch": step("fetch", "共享健康证明", "health", "intake"),
            "papers": step("check", "食品许可资料审核", "food", "register", "fetch", limit="1wd", item="food"),
            "site": step("visit_site", "排期、现场核查", "food", "papers", limit="3wd", item="food", who=Who(count=2)),
            "permit": step("decide", "食品经营许可决定", "food", "site", item="food"),
            "fire": step(
                "decide", "公众聚集场所投入使用、营业前消防安全检查（告知承诺）", "fire", "intake",
                limit="1wd", item="fire",
            ),
            "sign": step("decide", "户外招牌设置审批", "city", "register", limit="3wd", custom=True, item="sign"),
            "drain": step("decide", "排水许可", "water", "intake", limit="5wd", item="drain"),
            "deliver": step(
                "deliver", "一次送达", "window", "permit", "fire", "sign", "drain", "register", limit="1wd",
                on=("granted",),
            ),
            "rate": step("rate", "评价", "applicant", "deliver"),
        },
        process="open-restaurant",
        promised=parse_limit("7wd"),
        items={
            "licence": Item(organ="market"),
            "food": Item(organ="food", clock=Clock(parse_limit("20wd"), "intake.done", "permit.done"),
                         promised=parse_limit("6wd")),
            "fire": Item(organ="fire"),
            "sign": Item(organ="city"),
            "drain": Item(organ="water"),
        },
    )  # fmt: skip


@pytest.fixture
def standing():
    def day(number):
        return dt.datetime(2026, 2, number, 10)

    return Standing(
        activities={
            "submit": Mark(Status.DONE, ended=day(12)),
            "intake": Mark(Status.DONE, ended=day(12)),
            "register": Mark(Status.DONE, outcome="granted", ended=day(13)),
            "fetch": Mark(Status.DONE, ended=day(12)),
            "papers": Mark(Status.DONE, round=2, ended=day(24)),
            "site": Mark(Status.OPEN, due=day(28), holder="王勇"),
            "fire": Mark(Status.DONE, outcome="granted", ended=day(12)),
            "sign": Mark(Status.OVERDUE, due=day(24)),
            "drain": Mark(Status.SKIPPED),
        },
        added=(Added("street", Text("会签：街道意见"), "street", "site"),),
        now=day(26),
    )


@pytest.fixture
def circle():
    return process(
        "旧流程",
        {
            "register": step("decide", "营业执照登记", "market", limit="3wd", visit=1),
            "proof": step("countersign", "场所证明会签", "street", "register", limit="4wd", custom=True, visit=1),
            "sign": step("decide", "店招审批", "city", "proof", "food", limit="5wd", visit=1),
            "food": step("accept", "食品受理", "window", "sign", limit="1wd", custom=True, visit=2),
            "site": step("visit_site", "现场核查", "window", "food", limit="3wd"),
        },
        process="as-found",
        as_is=True,
    )
