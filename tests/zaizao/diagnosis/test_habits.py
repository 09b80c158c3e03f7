"""When a habitual prerequisite may be dropped without asking anybody, and when not."""

from __future__ import annotations

import pytest

import rule_pages
from zaizao.diagnosis import Safety, diagnose
from zaizao.diagnosis.rule import Remedy

PROVED = """
fields:
  crowded: {type: boolean, from: ask}
materials:
  plan: {name: 平面图, basis: city-appearance-14}
  opinion: {name: 意见, from: ask, basis: city-appearance-14}
  report: {name: 报告, from: visit, basis: city-appearance-14}
activities:
  intake: {does: accept, takes: [plan]}
  ask: {does: consult, by: street, gives: [opinion], writes: [crowded], after: [{activity: intake, ground: law}]}
  visit: {does: visit_site, takes: [plan], gives: [report], after: [{activity: ask, ground: custom}]}
  decide:
    does: decide
    takes: [report, opinion]
    after: [{activity: visit, ground: data, of: report}, {activity: ask, ground: data, of: opinion}]
"""


def propose(text: str) -> Remedy | None:
    found = {one.at: one.remedy for one in diagnose(rule_pages.define_process(text), select=["ZL103"])}
    return found["activities.visit.after[0]"]


def test_what_the_data_prove_independent_may_be_done_side_by_side() -> None:
    remedy = propose(PROVED)

    assert remedy is not None
    assert (remedy.operator, remedy.safety, len(remedy.edits)) == ("parallelise", Safety.SAFE, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("visit_site, takes: [plan],", "visit_site,", id="it-says-nothing-of-what-it-needs"),
        pytest.param("gives: [opinion], writes: [crowded],", "", id="the-other-says-nothing-of-what-it-makes"),
        pytest.param("does: visit_site", "does: publish", id="a-legal-act"),
        pytest.param("{does: visit_site,", "{does: visit_site, writes: [crowded],", id="written-by-both"),
        pytest.param("{does: visit_site,", "{does: visit_site, who: {not: [ask]},", id="other-people"),
        pytest.param(
            ", {activity: ask, ground: data, of: opinion}", "", id="needed-later-and-nothing-else-keeps-the-order"
        ),
        pytest.param("ground: custom}]", "ground: custom}], needs: any", id="needs-any"),
    ],
)
def test_where_anything_is_in_doubt_a_human_has_to_look(old: str, new: str) -> None:
    assert old in PROVED

    remedy = propose(PROVED.replace(old, new))

    assert remedy is not None
    assert remedy.safety is Safety.HUMAN


def test_a_link_that_may_keep_the_step_from_running_is_not_edited_away() -> None:
    text = PROVED.replace("{does: consult,", "{does: consult, outcomes: [agreed, not_agreed],")
    text = text.replace("ask, ground: custom", "ask, ground: custom, on: [agreed]")
    text = text.replace("visit, ground: data, of: report", "visit, ground: data, of: report, if_skipped: run")

    remedy = propose(text)

    assert remedy is not None
    assert (remedy.safety, remedy.edits) == (Safety.HUMAN, ())
