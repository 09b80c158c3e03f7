"""Names of a log find their activities by what is sure first; what is unclear is listed, never guessed."""

from __future__ import annotations

import pytest

import rule_pages
from zaizao.definition import ProcessDefinition
from zaizao.mining.matching import Level, MappingFileError, Match, match_activities, read_mapping, write_mapping
from zaizao.wording import describe

PROCESS = """
activities:
  intake: {name: {zh: 综合受理, en: Comprehensive intake}, does: accept}
  site-visit: {name: {zh: 现场核查, en: Visit of the site}, does: visit_site}
  decide: {name: {zh: 许可决定, en: Decision on the permit}, does: decide}
  deliver: {name: {zh: 送达, en: Delivery}, does: deliver}
"""


@pytest.fixture
def process() -> ProcessDefinition:
    return rule_pages.define_process(PROCESS)


def test_names_match_by_identifier_or_name_then_spelling_then_likeness(process: ProcessDefinition) -> None:
    names = ("intake", "现场核查", "04_Decision  on the PERMIT", "Deliverys", "Coffee")

    matching = match_activities(names, process)

    assert matching.matches == (
        Match("intake", "intake", Level.EXACT),
        Match("现场核查", "site-visit", Level.EXACT),
        Match("04_Decision  on the PERMIT", "decide", Level.NORMALISED),
        Match("Deliverys", "deliver", Level.SIMILAR, 0.8421),
    )
    assert (matching.unmatched, matching.absent, matching.ignored) == (("Coffee",), (), ())
    assert matching.codes == (0, 1, 2, 3, -1)


def test_several_names_may_stand_for_one_activity(process: ProcessDefinition) -> None:
    matching = match_activities(("deliver", "送达", "DELIVERY"), process)

    assert matching.of_name == {"deliver": "deliver", "送达": "deliver", "DELIVERY": "deliver"}
    assert matching.absent == ("intake", "site-visit", "decide")


def test_a_name_that_two_activities_bear_decides_nothing() -> None:
    process = rule_pages.define_process(
        "activities: {a: {name: 审核, does: check}, b: {name: 审核, does: check}, c: {name: 送达, does: deliver}}"
    )

    matching = match_activities(("审核", "a"), process)

    assert matching.of_name == {"a": "a"}
    assert matching.unmatched == ("审核",)


def test_an_activity_is_known_by_what_it_was_called_before_a_redesign() -> None:
    process = rule_pages.define_process(
        "activities: {joint: {name: 联合踏勘, does: visit_site, replaces: [old/fire-look]}}"
    )

    assert match_activities(("Fire Look",), process).of_name == {"Fire Look": "joint"}


def test_what_a_person_decided_wins(process: ProcessDefinition) -> None:
    mapping = read_mapping("activities: {intake: decide, Coffee: ~, 送达: ~, gone: deliver}", process)

    matching = match_activities(("intake", "Coffee", "送达"), process, mapping=mapping)

    assert matching.matches == (Match("intake", "decide", Level.MAPPED),)
    assert (matching.ignored, matching.unused) == (("Coffee", "送达"), ("gone",))


def test_every_fault_of_a_mapping_is_told_with_its_line(process: ProcessDefinition) -> None:
    text = "activities:\n  a: intak\n  b: decide\n  c: nothing at all\n"

    with pytest.raises(MappingFileError) as refused:
        read_mapping(text, process, file="map.yaml")

    found = [(one.code, one.where.line, one.fields["near"]) for one in refused.value.problems]
    assert found == [("mapping-activity", 2, ("intake",)), ("mapping-activity", 4, ())]
    assert "intak" in describe(refused.value, "en")


@pytest.mark.parametrize("text", ["", "[]", "activities: 3", "other: {}"])
def test_a_mapping_without_activities_is_refused(process: ProcessDefinition, text: str) -> None:
    with pytest.raises(MappingFileError) as refused:
        read_mapping(text, process)

    assert [one.code for one in refused.value.problems] == ["mapping-shape"]


def test_a_written_mapping_reads_back_as_what_was_matched(process: ProcessDefinition) -> None:
    names = ("intake", "Deliverys", "Coffee")
    matching = match_activities(names, process)

    again = match_activities(names, process, mapping=read_mapping(write_mapping(matching), process))

    assert again.of_name == matching.of_name
    assert again.ignored == ("Coffee",)


def test_nothing_matches_nothing(process: ProcessDefinition) -> None:
    matching = match_activities(("", "?", "   "), process)

    assert (matching.of_name, matching.unmatched) == ({}, ("", "?", "   "))
