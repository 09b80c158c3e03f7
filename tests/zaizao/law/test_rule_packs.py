"""A city may bind itself more than the law does, never less without a basis."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.law import LawDataError, RulePackError, RuleTable, load_rule_pack, load_rules, national_rules
from zaizao.law.rule import Tighter
from zaizao.law.tightening import is_as_tight
from zaizao.units.yaml import YamlError

DAY = dt.date(2026, 2, 10)
HEAD = """\
pack: liaocheng
name: {zh: 聊城市规则包, en: Liaocheng}
where: "371500"
sources:
  own: {name: 聊城市承诺时限, from: 2025-01-01, verified: document}
rules:
"""
SAYS = "says: {zh: 承诺, en: promise}"


def lay_over(tmp_path: Path, *entries: str) -> RuleTable:
    path = tmp_path / "pack.yaml"
    path.write_text(
        HEAD + "".join(f"- {{source: own, article: 一, {SAYS}, {entry}}}\n" for entry in entries), encoding="utf-8"
    )
    return national_rules().with_pack(load_rule_pack(path))


def refuse(tmp_path: Path, *entries: str) -> list[tuple[str, int | None]]:
    with pytest.raises(RulePackError) as caught:
        lay_over(tmp_path, *entries)
    return [(problem.code, problem.where.line) for problem in caught.value.problems]


def test_a_shorter_time_for_the_authority_holds_in_the_city_only(tmp_path: Path) -> None:
    table = lay_over(tmp_path, "key: licensing.decide, value: 8, unit: wd")
    assert table.find("licensing.decide", on=DAY, where="371502").value == 8
    assert table.find("licensing.decide", on=DAY, where="370100").value == 20
    assert table.find("licensing.decide", on=dt.date(2024, 12, 31), where="371500").value == 20
    assert table.find("licensing.decide", on=DAY, where="371500").tighter is Tighter.LOWER


def test_a_longer_time_for_the_authority_is_refused_where_it_stands(tmp_path: Path) -> None:
    assert refuse(
        tmp_path,
        "key: licensing.deliver, value: 3, unit: wd",
        "key: licensing.decide, value: 25, unit: wd",
        "key: petitions.finish, value: 61, unit: d",
    ) == [("rule-loosened", 8), ("rule-loosened", 9)]


def test_a_shorter_time_for_the_applicant_is_refused(tmp_path: Path) -> None:
    assert refuse(tmp_path, "key: licensing.hearing-request, value: 3, unit: wd") == [("rule-loosened", 7)]
    table = lay_over(tmp_path, "key: licensing.hearing-request, value: 10, unit: wd")
    assert table.find("licensing.hearing-request", on=DAY, where="371500").value == 10


def test_an_added_material_is_refused_and_a_dropped_one_is_not(tmp_path: Path) -> None:
    steps = "登记注册, 公章刻制, 申领发票, 社保登记, 住房公积金缴存登记, 银行预约开户"
    assert refuse(tmp_path, f"key: registration.opening-steps, value: [{steps}, 另行备案], unit: list") == [
        ("rule-loosened", 7)
    ]
    table = lay_over(tmp_path, "key: registration.opening-steps, value: [登记注册, 公章刻制], unit: list")
    assert table.find("registration.opening-steps", on=DAY, where="371500").value == ("登记注册", "公章刻制")


def test_another_unit_a_longer_extension_and_a_new_requirement_are_refused(tmp_path: Path) -> None:
    longer = "extend: {value: 12, unit: wd, by: {zh: 负责人, en: head}}"
    assert refuse(
        tmp_path,
        "key: licensing.decide, value: 20, unit: d",
        f"key: licensing.decide-jointly, value: 45, unit: wd, {longer}",
        f"key: licensing.deliver, value: 10, unit: wd, {longer}",
        "key: licensing.extra-material, value: 1, unit: count",
        "key: rating.grades, value: [好, 坏], unit: list",
    ) == [
        ("rule-unit-changed", 7),
        ("rule-extension-loosened", 9),
        ("rule-new-without-basis", 10),
        ("rule-loosened", 11),
    ]


def test_a_basis_in_a_regulation_allows_what_a_document_does_not(tmp_path: Path) -> None:
    basis = "basis: {name: 聊城市某条例, article: 第九条, kind: regulation}"
    table = lay_over(tmp_path, f"key: licensing.decide, value: 25, unit: wd, {basis}")
    assert table.find("licensing.decide", on=DAY, where="371500").value == 25
    with pytest.raises(LawDataError):
        lay_over(
            tmp_path, "key: licensing.decide, value: 25, unit: wd, basis: {name: 通知, article: 一, kind: document}"
        )


def test_a_pack_may_not_reach_beyond_its_place(tmp_path: Path) -> None:
    with pytest.raises(LawDataError) as caught:
        lay_over(tmp_path, 'key: licensing.decide, value: 8, unit: wd, where: "370100"')
    assert [problem.code for problem in caught.value.problems] == ["rule-place-outside"]
    table = lay_over(tmp_path, 'key: licensing.decide, value: 8, unit: wd, where: "371502"')
    assert table.find("licensing.decide", on=DAY, where="371500").value == 20


def test_a_later_national_rule_is_compared_too(tmp_path: Path) -> None:
    assert refuse(tmp_path, "key: registration.opening-total, value: 5, unit: working-days, from: 2019-01-01") == [
        ("rule-loosened", 7)
    ]


def test_a_second_pack_is_measured_against_the_first(tmp_path: Path) -> None:
    first = lay_over(tmp_path, "key: licensing.decide, value: 8, unit: wd")
    path = tmp_path / "pack.yaml"
    path.write_text(
        HEAD + f"- {{source: own, article: 一, {SAYS}, key: licensing.decide, value: 9, unit: wd}}\n", encoding="utf-8"
    )
    with pytest.raises(RulePackError):
        first.with_pack(load_rule_pack(path))


@settings(max_examples=examples(200), deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.sampled_from(list(Tighter)))
def test_a_value_is_as_tight_as_itself_and_never_both_ways_otherwise(one: int, other: int, direction: Tighter) -> None:
    assert is_as_tight(one, than=one, direction=direction)
    if one != other:
        assert not (
            is_as_tight(one, than=other, direction=direction) and is_as_tight(other, than=one, direction=direction)
        )


def test_all_faults_of_a_rule_file_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        """\
topic: licensing
sources:
  law: {name: 行政许可法, from: 2019-02-30, verified: rumour}
rules:
- key: Decide
  source: law
  article: 第四十二条
  value: -3
  unit: wd
  colour: red
  says: {zh: 决定, en: decide}
- key: fire.inspect
  source: nowhere
  article: 第十五条
  value: 10
  unit: fortnight
  says: {zh: 检查, en: inspect}
- source: law
""",
        encoding="utf-8",
    )
    with pytest.raises(LawDataError) as caught:
        load_rules(path)
    found = {(problem.code, problem.where.line, problem.where.path) for problem in caught.value.problems}
    assert found == {
        ("law-field-type", 3, "sources.law.from"),
        ("law-field-choice", 3, "sources.law.verified"),
        ("rule-key", 5, "rules[0].key"),
        ("rule-value", 8, "rules[0].value"),
        ("law-field-unknown", 10, "rules[0].colour"),
        ("rule-source", 13, "rules[1].source"),
        ("law-field-missing", 18, "rules[2]"),
        ("rule-topic", 5, "rules[0].key"),
    }


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    entry = "- {key: a.b, source: s, article: 一, value: 1, unit: count, says: {zh: 一, en: one}"
    path.write_text(
        "topic: a\nsources: {s: {name: s, from: 2020-01-01, verified: law}}\nrules:\n"
        f"{entry}, until: 2021-01-01}}\n{entry}, from: 2020-12-31}}\n{entry}, where: '370000'}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawDataError) as caught:
        load_rules(path)
    assert [(problem.code, problem.where.line) for problem in caught.value.problems] == [("rule-overlap", 5)]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "x",
        "topic: 1\nsources: []\nrules: {}\n",
        "a: &b 1\n",
        "topic: a\nsources: {a: 1}\nrules: [1, [], null]\n",
    ],
)
def test_noise_is_refused_with_problems(tmp_path: Path, content: str) -> None:
    path = tmp_path / "noise.yaml"
    path.write_text(content, encoding="utf-8")
    for load in (load_rules, load_rule_pack):
        with pytest.raises((LawDataError, YamlError)) as caught:
            load(path)
        assert caught.value.problems
