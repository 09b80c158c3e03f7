"""A definition on its way into force: two others review it, and its day decides whom it serves."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao_city.catalogue.enums import ReviewRole, Verdict
from zaizao_city.catalogue.errors import (
    DateTooEarlyError,
    DefinitionExistsError,
    DefinitionFaultyError,
    NoVersionInForceError,
    OpinionMissingError,
    ReviewerNotApartError,
    VersionStatusError,
    VersionUnknownError,
)
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition
from zaizao_city.catalogue.selectors.versions import (
    compare_with_predecessor,
    get_version,
    list_definition_bases,
    list_reviews,
    list_versions,
)
from zaizao_city.catalogue.services.publishing import (
    draft_definition,
    publish_version,
    review_version,
    revise_draft,
    submit_for_review,
    withdraw_version,
)
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError

NOW = dt.datetime(2026, 3, 2, 9, 0)
TODAY = NOW.date()

pytestmark = pytest.mark.django_db


def write_source(*, promised: str = "5wd", material: str = "申请书") -> str:
    return f"""
process: beekeeping
name: 养蜂证申领
kind: item
competent: organ
promised: {promised}
organs: {{organ: {{name: 农业农村局}}}}
bases: {{b: {{law: 行政许可法, article: 第四十二条}}}}
materials: {{form: {{name: {material}, basis: b}}}}
items: {{bee: {{organ: organ, bases: [b], clock: {{limit: 20wd, from: intake.done, to: decide.done, basis: b}}}}}}
activities:
  intake: {{does: accept, takes: [form], bases: [b]}}
  decide:
    does: decide
    item: bee
    outcomes: [granted, refused]
    after: [{{activity: intake, ground: law, of: b}}]
    bases: [b]
"""


def make_approved(source: str, *, editor: Actor, staffing: Actor, justice: Actor) -> DefinitionVersion:
    version = draft_definition(source, actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)
    for role, actor in ((ReviewRole.STAFFING, staffing), (ReviewRole.JUSTICE, justice)):
        version = review_version(version.pk, role=role, verdict=Verdict.PASSED, opinion="", actor=actor, now=NOW)
    return version


def test_two_reviews_and_a_day_bring_a_definition_into_force(editor: Actor, staffing: Actor, justice: Actor) -> None:
    version = make_approved(write_source(), editor=editor, staffing=staffing, justice=justice)
    first_day = TODAY + dt.timedelta(10)

    publish_version(version.pk, effective_from=first_day, actor=editor, now=NOW)

    with pytest.raises(NoVersionInForceError):
        choose_version("beekeeping", on=first_day - dt.timedelta(1))
    assert choose_version("beekeeping", on=first_day).pk == version.pk
    assert [event.name for event in read_stream(StreamRef("definition", "beekeeping"))] == [
        "definition-drafted", "definition-submitted", "definition-reviewed", "definition-reviewed",
        "definition-published",
    ]  # fmt: skip


def test_one_review_is_not_enough(editor: Actor, staffing: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)
    review_version(version.pk, role=ReviewRole.STAFFING, verdict=Verdict.PASSED, opinion="", actor=staffing, now=NOW)

    with pytest.raises(VersionStatusError) as refused:
        publish_version(version.pk, effective_from=TODAY, actor=editor, now=NOW)

    assert refused.value.tell()[0] == "这个版本现在是“审核中”，这一步只能从“审核通过”开始。"


def test_the_editor_may_not_review_whatever_other_roles_they_hold(editor: Actor) -> None:
    both = Actor(
        account_key=editor.account_key, person_key=editor.person_key, person_id=1, name="某人", is_staff=True,
        roles=(*editor.roles, editor.roles[0]._replace(role=Role.REVIEWER_JUSTICE)),
    )  # fmt: skip
    version = draft_definition(write_source(), actor=both, now=NOW)
    submit_for_review(version.pk, actor=both, now=NOW)

    with pytest.raises(ReviewerNotApartError):
        review_version(version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.PASSED, opinion="", actor=both, now=NOW)


def test_one_person_may_not_give_both_reviews(editor: Actor, staffing: Actor) -> None:
    double = Actor(
        account_key=staffing.account_key, person_key=staffing.person_key, person_id=2, name="某人", is_staff=True,
        roles=(*staffing.roles, staffing.roles[0]._replace(role=Role.REVIEWER_JUSTICE)),
    )  # fmt: skip
    version = draft_definition(write_source(), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)
    review_version(version.pk, role=ReviewRole.STAFFING, verdict=Verdict.PASSED, opinion="", actor=double, now=NOW)

    with pytest.raises(ReviewerNotApartError):
        review_version(version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.PASSED, opinion="", actor=double, now=NOW)


def test_a_reviewer_speaks_in_their_own_role_only(editor: Actor, staffing: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)

    with pytest.raises(NotPermittedError):
        review_version(version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.PASSED, opinion="", actor=staffing, now=NOW)


def test_what_comes_back_needs_a_reason_and_both_reviews_anew(editor: Actor, staffing: Actor, justice: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)
    review_version(version.pk, role=ReviewRole.STAFFING, verdict=Verdict.PASSED, opinion="", actor=staffing, now=NOW)
    with pytest.raises(OpinionMissingError):
        review_version(
            version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.RETURNED, opinion=" ", actor=justice, now=NOW
        )
    review_version(
        version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.RETURNED, opinion="缺依据", actor=justice, now=NOW
    )

    revise_draft(version.pk, source=write_source(promised="4wd"), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)
    again = review_version(
        version.pk, role=ReviewRole.JUSTICE, verdict=Verdict.PASSED, opinion="", actor=justice, now=NOW
    )

    assert again.status == "in_review"
    assert [(r.round, r.role, r.verdict, r.opinion) for r in list_reviews(again)] == [
        (1, "staffing", "passed", ""), (1, "justice", "returned", "缺依据"), (2, "justice", "passed", ""),
    ]  # fmt: skip


def test_a_version_under_review_cannot_be_changed(editor: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)
    submit_for_review(version.pk, actor=editor, now=NOW)

    with pytest.raises(VersionStatusError):
        revise_draft(version.pk, source=write_source(promised="4wd"), actor=editor, now=NOW)


def test_on_its_day_new_cases_move_and_running_ones_keep_their_digest(
    editor: Actor, staffing: Actor, justice: Actor
) -> None:
    people = {"editor": editor, "staffing": staffing, "justice": justice}
    first = make_approved(write_source(), **people)
    publish_version(first.pk, effective_from=TODAY, actor=editor, now=NOW)
    second = make_approved(write_source(promised="3wd"), **people)
    change = TODAY + dt.timedelta(30)
    publish_version(second.pk, effective_from=change, actor=editor, now=NOW)

    chosen = [choose_version("beekeeping", on=change + dt.timedelta(day)).pk for day in (-1, 0, 1)]

    assert chosen == [first.pk, second.pk, second.pk]
    assert str(get_definition(first.digest).promised) == "5wd"
    assert [change.code for change in compare_with_predecessor(second) or ()] != []


def test_a_version_published_later_for_an_earlier_day_serves_until_the_other_begins(
    editor: Actor, staffing: Actor, justice: Actor
) -> None:
    people = {"editor": editor, "staffing": staffing, "justice": justice}
    late = make_approved(write_source(), **people)
    publish_version(late.pk, effective_from=TODAY + dt.timedelta(20), actor=editor, now=NOW)
    early = make_approved(write_source(promised="3wd"), **people)
    publish_version(early.pk, effective_from=TODAY, actor=editor, now=NOW)

    chosen = [choose_version("beekeeping", on=TODAY + dt.timedelta(day)).pk for day in (0, 19, 20)]

    assert chosen == [early.pk, early.pk, late.pk]


def test_nothing_takes_effect_on_a_day_that_has_passed(editor: Actor, staffing: Actor, justice: Actor) -> None:
    version = make_approved(write_source(), editor=editor, staffing=staffing, justice=justice)

    with pytest.raises(DateTooEarlyError):
        publish_version(version.pk, effective_from=TODAY - dt.timedelta(1), actor=editor, now=NOW)


def test_a_withdrawn_version_serves_no_new_case_and_is_still_read(
    editor: Actor, staffing: Actor, justice: Actor
) -> None:
    version = make_approved(write_source(), editor=editor, staffing=staffing, justice=justice)
    publish_version(version.pk, effective_from=TODAY, actor=editor, now=NOW)

    withdraw_version(version.pk, on=TODAY, reason="法律修改", actor=editor, now=NOW)

    with pytest.raises(NoVersionInForceError):
        choose_version("beekeeping", on=TODAY)
    assert get_definition(version.digest).process == "beekeeping"


def test_the_very_same_definition_is_refused(editor: Actor) -> None:
    draft_definition(write_source(), actor=editor, now=NOW)

    with pytest.raises(DefinitionExistsError):
        draft_definition(write_source() + "\n# only a comment more\n", actor=editor, now=NOW)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("process: x\nname: x\n", "activities"),
        ("- 不是流程", ""),
        ("", ""),
        ("a: &x 1\nb: *x\n", ""),
        (write_source(material="其他材料"), "兜底条款"),
    ],
)
def test_a_faulty_definition_is_refused_with_every_fault(editor: Actor, source: str, words: str) -> None:
    with pytest.raises(DefinitionFaultyError) as refused:
        draft_definition(source, actor=editor, now=NOW)

    assert words in refused.value.tell()[0]
    assert not DefinitionVersion.objects.exists()


def test_drafts_are_not_for_everybodys_eyes(editor: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)
    clerk = Actor(account_key="c", person_key=editor.person_key, person_id=9, name="某人")

    with pytest.raises(VersionUnknownError):
        get_version(version.pk, actor=clerk)
    assert (list(list_versions(actor=clerk)), list(list_versions(actor=editor))) == ([], [version])


def test_the_text_of_each_basis_can_be_read(editor: Actor) -> None:
    version = draft_definition(write_source(), actor=editor, now=NOW)

    (basis,) = list_definition_bases(version.digest, on=TODAY)

    assert (str(basis), "二十日内" in (basis.text or "")) == ("《行政许可法》第四十二条", True)
