"""Suppressions have a reason and an end, and a baseline lets a city start with what it has."""

from __future__ import annotations

import datetime as dt

import pytest

import rule_pages
from zaizao.diagnosis import (
    Finding,
    FindingsFileError,
    FindingsRecord,
    Suppression,
    diagnose,
    make_baseline,
    read_record,
    sift_findings,
    write_record,
)
from zaizao.wording import describe

DAY = dt.date(2026, 3, 2)
ROW = """
activities:
  intake: {name: 受理, does: accept, bases: [licensing-32]}
  ask: {name: 问街道, does: consult, after: [{activity: intake, ground: law}], bases: [licensing-36]}
  visit: {name: 踏勘, does: visit_site, after: [{activity: ask, ground: custom}], bases: [licensing-34]}
  test: {name: 检验, does: examine, after: [{activity: visit, ground: custom}], bases: [licensing-45]}
"""


def find(text: str = ROW) -> tuple[Finding, ...]:
    return diagnose(rule_pages.define_process(text), select=["ZL103"])


def suppress(at: str | None = None, *, rule: str = "ZL103", until: str = "2026-12-31") -> FindingsRecord:
    return FindingsRecord((Suppression("tested", rule, "等街道系统上线", until, at),))


def sift(record: FindingsRecord, *, processes: tuple[str, ...] = ("tested",), on: dt.date | None = DAY):
    sifted = sift_findings(find(), record, processes=processes, on=on)
    return [one.at for one in sifted.shown], [one.at for one, _ in sifted.suppressed], sifted.stale


@pytest.mark.parametrize(
    "at", ["activities.visit", "activities.visit.after", "activities.visit.after[0]", "activities.visit.after[ask]"]
)
def test_a_suppression_hides_the_element_it_names_and_what_is_inside(at: str) -> None:
    assert sift(suppress(at)) == (["activities.test.after[0]"], ["activities.visit.after[0]"], ())


def test_a_suppression_without_an_element_hides_the_rule_in_the_whole_process() -> None:
    shown, hidden, _ = sift(suppress(rule="custom-prerequisite"))

    assert (shown, len(hidden)) == ([], 2)


@pytest.mark.parametrize("on", [dt.date(2026, 12, 31), None])
def test_a_suppression_holds_to_its_last_day(on: dt.date | None) -> None:
    assert sift(suppress("activities.visit"), on=on)[1] == ["activities.visit.after[0]"]


def test_an_expired_suppression_hides_nothing_and_is_reported() -> None:
    shown, hidden, stale = sift(suppress("activities.visit"), on=dt.date(2027, 1, 1))

    assert (len(shown), hidden) == (2, [])
    assert [describe(one.to_problem(file="zaizao-findings.yaml")) for one in stale] == [
        "zaizao-findings.yaml suppressions[0]：“tested”的 ZL103 只准暂缓到 2026-12-31，已经过期，不再起作用"
    ]


@pytest.mark.parametrize("record", [suppress("activities.vis"), suppress(rule="ZL102"), suppress(rule="ZL999")])
def test_a_suppression_that_matches_nothing_is_reported(record: FindingsRecord) -> None:
    shown, _, stale = sift(record)

    assert len(shown) == 2
    assert [one.why.value for one in stale] == ["suppression-unmatched"]
    assert describe(stale[0].to_problem(), "en")


def test_nothing_is_said_about_processes_that_were_not_looked_at() -> None:
    assert sift(suppress("activities.gone"), processes=())[2] == ()


def test_what_is_in_the_baseline_is_counted_and_what_is_new_is_shown() -> None:
    baseline = FindingsRecord(baseline=make_baseline(find()[:1]))

    sifted = sift_findings(find(), baseline, processes=["tested"])

    assert ([one.at for one in sifted.known], [one.at for one in sifted.shown]) == (
        ["activities.visit.after[0]"],
        ["activities.test.after[0]"],
    )


def test_what_is_mended_is_told_as_fixed() -> None:
    baseline = FindingsRecord(baseline=make_baseline(find()))
    mended = ROW.replace("{activity: ask, ground: custom}", "{activity: ask, ground: law, of: licensing-34}")

    sifted = sift_findings(find(mended), baseline, processes=["tested"])

    assert sifted.shown == ()
    assert [(one.rule, one.at) for one in sifted.fixed] == [("ZL103", "activities.visit.after[0]")]


def test_a_finding_that_is_both_known_and_suppressed_is_not_told_as_fixed() -> None:
    record = FindingsRecord(suppress("activities.visit").suppressions, make_baseline(find()))

    assert sift_findings(find(), record, processes=["tested"], on=DAY).fixed == ()


def test_a_record_is_read_as_it_was_written() -> None:
    record = FindingsRecord(suppress("activities.visit").suppressions, make_baseline(find()))

    assert read_record(write_record(record)) == record
    assert read_record(write_record(FindingsRecord())) == FindingsRecord()


def test_the_baseline_does_not_depend_on_the_order_of_findings() -> None:
    assert make_baseline(find()) == make_baseline(reversed(find()))


def test_every_fault_of_the_file_is_told_with_its_place() -> None:
    text = "suppressions:\n- {process: a, rule: ZL103, reason: x}\n- {process: b, rule: ZL103, until: 2026-01-01}\n"

    with pytest.raises(FindingsFileError) as refused:
        read_record(text, file="f.yaml")

    assert [(one.where.line, one.code, one.fields["key"]) for one in refused.value.problems] == [
        (2, "missing-key", "until"),
        (3, "missing-key", "reason"),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("reason: x, until: soon", "suppression-until"),
        ("reason: x, until: '20260101'", "suppression-until"),
        ("reason: ' ', until: 2026-01-01", "suppression-reason"),
    ],
)
def test_a_suppression_needs_a_day_and_a_reason(written: str, code: str) -> None:
    with pytest.raises(FindingsFileError) as refused:
        read_record(f"suppressions:\n- {{process: a, rule: ZL103, {written}}}\n")

    assert [one.code for one in refused.value.problems] == [code]
    assert describe(refused.value, "zh")
    assert describe(refused.value, "en")
