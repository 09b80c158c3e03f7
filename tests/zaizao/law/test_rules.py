"""The shipped rule table: complete entries, one in force at a time, numbers that stand in the texts they cite."""

import datetime as dt
import itertools

import pytest

from zaizao.law import (
    NoRuleInForceError,
    Rule,
    RuleTable,
    RuleUnit,
    Tighter,
    UnknownRuleError,
    Verified,
    national_rules,
    shipped_library,
)
from zaizao.law.errors import AmbiguousRuleError
from zaizao.law.numerals import write_number
from zaizao.law.place import list_places
from zaizao.units import Text, parse_limit

DAY = dt.date(2026, 2, 10)
TABLE = national_rules()


def test_every_entry_names_source_article_words_and_state_of_checking() -> None:
    assert len(TABLE) > 150
    for rule in TABLE:
        assert all((rule.source, rule.article, rule.says.zh, rule.says.en, rule.location.path)), rule.key
        assert isinstance(rule.verified, Verified), rule.key
        assert rule.pack is None, rule.key


def test_times_say_from_when_they_are_counted() -> None:
    for rule in TABLE:
        if rule.limit is not None and rule.key != "hotline.hours":
            assert rule.start is not None, rule.key


def test_no_two_rules_of_one_key_and_place_are_in_force_on_one_day() -> None:
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in TABLE:
        groups.setdefault((rule.key, rule.where), []).append(rule)
    for rules in groups.values():
        spans = sorted((rule.since, rule.until or dt.date.max) for rule in rules)
        assert all(earlier[1] <= later[0] for earlier, later in itertools.pairwise(spans)), rules[0].key


def test_rules_of_one_key_agree_on_what_is_tighter_and_counted() -> None:
    for key in TABLE.keys:
        assert len({(rule.tighter, rule.unit) for rule in TABLE if rule.key == key}) == 1, key


@pytest.mark.parametrize(
    ("key", "limit", "extend"),
    [
        ("licensing.correction-notice", "5wd", None),
        ("licensing.decide", "20wd", "10wd"),
        ("licensing.decide-jointly", "45wd", "15wd"),
        ("licensing.deliver", "10wd", None),
        ("licensing.hearing-notice", "7wd", None),
        ("registration.register", "3wd", "3wd"),
        ("fire.inspect", "10wd", None),
        ("petitions.register", "15d", None),
        ("petitions.finish", "60d", "30d"),
        ("disclosure.answer", "20wd", "20wd"),
        ("decisions.public-comment", "30d", None),
        ("decisions.legality-review", "7wd", None),
        ("remedies.penalty-decide", "90d", None),
        ("remedies.review-decide", "60d", "30d"),
        ("disputes.confirmation", "30d", None),
        ("hotline.return", "24h", None),
        ("construction.total", "120wd", None),
    ],
)
def test_numbers_are_those_of_the_law(key: str, limit: str, extend: str | None) -> None:
    rule = TABLE.find(key, on=DAY)
    assert rule.limit == parse_limit(limit)
    assert (rule.extend.limit if rule.extend else None) == (parse_limit(extend) if extend else None)


def test_the_kinds_that_stop_the_clock_are_the_closed_list_of_article_45() -> None:
    assert TABLE.find("licensing.clock-stops", on=DAY).value == (
        "听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审",
    )  # fmt: skip


def test_every_citation_resolves_and_its_text_holds_the_number() -> None:
    library = shipped_library()
    checked = 0
    for rule in TABLE:
        texts = [library.resolve(cited, on=max(rule.since, dt.date(2024, 9, 1))).text for cited in rule.cites]
        for amount in list_amounts(rule) if texts else []:
            forms = (f"{write_number(amount)}日", f"{write_number(amount)}个工作日", f"{amount}日", f"{amount}个工作日",
                     f"{write_number(amount)}年", f"{amount}年")  # fmt: skip
            assert any(form in text for form in forms for text in texts), (rule.key, amount)
            checked += 1
    assert checked > 45


def list_amounts(rule: Rule) -> list[int]:
    """The days and years a rule names, its extension's too."""
    times = [rule.limit, rule.extend.limit if rule.extend else None]
    return [limit.amount for limit in times if limit is not None]


def test_rules_said_to_be_checked_against_a_shipped_law_cite_its_articles() -> None:
    names = {law.name for law in shipped_library().laws}
    for rule in TABLE:
        if rule.source in names and rule.verified is Verified.LAW:
            assert rule.cites, rule.key


@pytest.mark.parametrize(
    ("where", "source", "value"),
    [
        ("cn", "本软件默认规则（参照各地规定）", 5),
        ("370102", "济南市12345市民服务热线条例", 5),
        ("370700", "潍坊市12345政务服务便民热线条例", 5),
        ("440100", "广东省12345政务服务便民热线管理办法", 10),
        ("371000", "本软件默认规则（参照各地规定）", 5),
    ],
)
def test_the_nearest_place_wins(where: str, source: str, value: int) -> None:
    rule = TABLE.find("hotline.handle", on=DAY, where=where)
    assert (rule.source, rule.value) == (source, value)


def test_places_contain_each_other_by_their_digits() -> None:
    assert list_places("370102") == ("370102", "370100", "370000", "cn")
    assert list_places("370000") == ("370000", "cn")
    assert list_places("cn") == ("cn",)


def test_the_rule_of_the_date_is_found() -> None:
    assert TABLE.find("registration.opening-total", on=dt.date(2020, 7, 20)).value == 8.5
    assert TABLE.find("registration.opening-total", on=dt.date(2020, 7, 21)).value == 4


def test_an_unknown_key_names_keys_that_look_alike() -> None:
    with pytest.raises(UnknownRuleError) as caught:
        TABLE.find("licensing.decision", on=DAY)
    assert "licensing.decide" in caught.value.fields["near"]  # type: ignore[operator]


def test_a_rule_that_is_not_in_force_says_when_it_is() -> None:
    with pytest.raises(NoRuleInForceError) as caught:
        TABLE.find("petitions.finish", on=dt.date(2022, 4, 30))
    assert caught.value.fields["spans"] == ("cn 2022-05-01…",)
    with pytest.raises(NoRuleInForceError):
        TABLE.find("hotline.rates", on=DAY, where="370100")


def test_two_rules_in_force_are_ambiguous() -> None:
    rule = TABLE.find("licensing.decide", on=DAY)
    with pytest.raises(AmbiguousRuleError):
        RuleTable((rule, rule)).find("licensing.decide", on=DAY)


def test_rules_are_listed_by_topic_day_and_place() -> None:
    assert {rule.key.partition(".")[0] for rule in TABLE.list_rules(topic="petitions")} == {"petitions"}
    assert len(TABLE.list_rules(topic="registration", on=DAY)) == len(TABLE.list_rules(topic="registration")) - 1
    assert {rule.where for rule in TABLE.list_rules(where="370102")} == {"cn", "370100"}


def test_unverified_rules_are_those_without_law_or_document() -> None:
    keys = {rule.key for rule in TABLE.list_unverified()}
    assert "sharing.deliver" in keys
    assert "licensing.decide" not in keys


def test_a_rule_has_a_limit_only_where_a_clock_can_count_it() -> None:
    fields = {"key": "x.y", "source": "s", "article": "a", "since": DAY, "verified": Verified.LAW, "says": Text("x")}
    assert Rule(value=15, unit=RuleUnit.SECOND, **fields).limit is None  # type: ignore[arg-type]
    assert Rule(value=2, unit=RuleUnit.HOUR, **fields).limit == parse_limit("2h")  # type: ignore[arg-type]
    assert Rule(value=2, unit=RuleUnit.COUNT, **fields).tighter is Tighter.FIXED  # type: ignore[arg-type]
