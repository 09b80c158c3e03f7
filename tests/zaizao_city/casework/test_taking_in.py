"""Taking in: one notice that names every gap, gaps by name, pledges that somebody signed."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import NOW, Town
from zaizao_city.casework.errors import (
    CommandRefusedError,
    MaterialsMissingError,
    NoticeIncompleteError,
    NotNamedError,
    PledgeNotSignedError,
    PledgeStateError,
    PledgeTextChangedError,
    SecondNoticeError,
)
from zaizao_city.casework.mapping.records import stream_of
from zaizao_city.casework.models import CorrectionNotice, Document, Pledge
from zaizao_city.casework.services.accepting import accept_case, request_correction
from zaizao_city.casework.services.applying import supply_materials, withdraw_case
from zaizao_city.casework.services.pledging import digest_text, sign_pledge
from zaizao_city.casework.services.reminding import remind_gaps
from zaizao_city.casework.services.telling import tell_entries
from zaizao_city.casework.services.ticking import tick_due
from zaizao_city.foundation.notices.models import Notice
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import NotPermittedError

LATER = NOW + dt.timedelta(minutes=30)


def test_nothing_is_accepted_while_a_material_is_missing(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan", "lease"))

    with pytest.raises(MaterialsMissingError) as refused:
        accept_case(done.case_id, work="intake#1", actor=town.clerk, key="1", now=LATER, gaps=["lease"])

    assert refused.value.fields["codes"] == ["layout-plan"]


def test_what_the_applicant_need_not_hand_in_is_not_missing(town: Town) -> None:
    done = town.apply(
        facts={"signboard": False, "fire_pledged": True, "own_water": False},
        materials=town.papers_without("sign-picture"),
    )

    accept_case(done.case_id, work="intake#1", actor=town.clerk, key="1", now=LATER)

    assert not Document.objects.filter(material="sign-picture").exists()


def test_a_notice_names_every_gap_that_can_be_seen(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan", "sign-picture"))

    with pytest.raises(NoticeIncompleteError) as refused:
        _ask(town, done.case_id, "layout-plan")

    assert "店招效果图" in refused.value.tell()[0]


def test_a_notice_names_nothing_that_was_not_published(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan"))

    for strange in ("id-card", "sponsor-letter", "water-report"):
        with pytest.raises(NotNamedError):
            _ask(town, done.case_id, "layout-plan", strange)


def test_a_second_notice_for_what_could_be_seen_before_is_refused_to_the_supervisor_too(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan", "lease"))
    supervisor = town.make_actor("督查员", Role.SUPERVISOR)
    _ask(town, done.case_id, "layout-plan")
    supply_materials(done.case_id, materials=["layout-plan"], actor=town.applicant, key="2", now=LATER)

    with pytest.raises(SecondNoticeError):
        _ask(town, done.case_id, "lease", key="3")
    with pytest.raises(SecondNoticeError):
        request_correction(
            done.case_id, work="intake#1", gaps=["lease"], reason="", actor=supervisor, key="4", now=LATER, second=True
        )


def test_a_second_notice_for_what_came_since_needs_a_supervisor(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan"))
    supervisor = town.make_actor("督查员", Role.SUPERVISOR)
    _ask(town, done.case_id, "layout-plan")
    supply_materials(done.case_id, materials=["layout-plan"], actor=town.applicant, key="2", now=LATER)

    again = {"work": "intake#1", "gaps": ["layout-plan"], "reason": "图上没有比例尺", "now": LATER}
    with pytest.raises(CommandRefusedError) as refused:
        request_correction(done.case_id, actor=town.clerk, key="3", **again)
    assert refused.value.code == "correction"
    with pytest.raises(NotPermittedError):
        request_correction(done.case_id, actor=town.clerk, key="4", second=True, **again)

    request_correction(done.case_id, actor=supervisor, key="5", second=True, **again)
    assert [notice.by.name for notice in CorrectionNotice.objects.order_by("id")] == ["刘倩", "督查员"]


def test_the_applicant_is_told_what_to_supply(town: Town) -> None:
    done = town.apply(materials=town.papers_without("layout-plan"))
    _ask(town, done.case_id, "layout-plan")
    tell_entries(read_stream(stream_of(done.reference)))

    notice = Notice.objects.get(person_key=town.applicant.person_key)
    assert (notice.title, notice.urgent) == ("请补正材料：开办餐饮店", True)
    assert "厨房平面布局图" in notice.text


def test_a_gap_that_is_not_filled_in_time_withdraws_what_needs_it(town: Town) -> None:
    done = town.apply(materials=town.papers_without("lease"))
    town.accept(done.case_id, gaps=("lease",), now=LATER)
    gap = Document.objects.get(material="lease")
    assert (gap.status, gap.due_at) == ("gap", dt.datetime(2026, 2, 27))

    tick_due(now=dt.datetime(2026, 2, 27, 9, 0))

    gap.refresh_from_db()
    assert gap.status == "lapsed"
    assert gap.case.decisions.get(item="food").outcome == "withdrawn"


def test_the_applicant_is_reminded_of_a_gap_once_and_told_when_it_lapsed(town: Town) -> None:
    done = town.apply(materials=town.papers_without("lease"))
    town.accept(done.case_id, gaps=("lease",), now=LATER)
    days = [dt.datetime(2026, 2, day, 9) for day in (13, 24, 25, 26)]

    reminded = [remind_gaps(now=day) for day in days]

    assert reminded == [0, 1, 0, 0]
    assert list(Notice.objects.values_list("title", "text", "urgent")) == [
        (
            "补交材料快到期了：开办餐饮店",
            "“房屋租赁合同”最迟 2月26日（周四） 补交；逾期未补，需要它的事项不再办理。",
            True,
        )
    ]

    tick_due(now=dt.datetime(2026, 2, 27, 9, 0))
    tell_entries(read_stream(stream_of(done.reference)))

    assert remind_gaps(now=dt.datetime(2026, 2, 27, 10)) == 0
    assert Notice.objects.filter(title="材料逾期未补：开办餐饮店").count() == 1


def test_a_gap_that_was_filled_is_not_reminded_of(town: Town) -> None:
    done = town.apply(materials=town.papers_without("lease"))
    town.accept(done.case_id, gaps=("lease",), now=LATER)
    supply_materials(done.case_id, materials=["lease"], actor=town.applicant, key="s", now=LATER)

    assert remind_gaps(now=dt.datetime(2026, 2, 26, 9)) == 0


def test_a_pledge_that_nobody_signed_is_not_taken(town: Town) -> None:
    done = town.apply(materials=town.papers_without("premises-proof"))

    with pytest.raises(PledgeNotSignedError):
        accept_case(done.case_id, work="intake#1", actor=town.clerk, key="1", now=LATER, pledges=["premises-proof"])


def test_a_signature_stands_under_the_text_that_is_shown(town: Town) -> None:
    done = town.apply(materials=town.papers_without("premises-proof"))

    with pytest.raises(PledgeTextChangedError):
        sign_pledge(
            done.case_id, material="premises-proof", signed_name="周小满", text_digest=digest_text("另一份"),
            actor=town.applicant, key="1", now=NOW,
        )  # fmt: skip
    pledge = town.sign(done.case_id, "premises-proof")
    assert pledge.text.startswith("我已知晓办理“开办餐饮店”需要经营场所使用证明。\n我承诺")
    assert digest_text(pledge.text) == pledge.digest


def test_nobody_else_signs_and_no_other_material_is_pledged_for(town: Town) -> None:
    done = town.apply(materials=town.papers_without("premises-proof"))
    other = town.make_actor("别人")

    with pytest.raises(NotPermittedError):
        sign_pledge(
            done.case_id, material="premises-proof", signed_name="别人", text_digest="", actor=other, key="1", now=NOW
        )
    with pytest.raises(PledgeStateError):
        sign_pledge(
            done.case_id, material="lease", signed_name="周小满", text_digest="", actor=town.applicant, key="2", now=NOW
        )


def test_a_pledge_taken_has_its_day_of_checking(town: Town) -> None:
    done = town.apply(materials=town.papers_without("premises-proof"))
    town.accept(done.case_id, pledges=("premises-proof",), now=LATER)

    pledge = Pledge.objects.get()
    assert (pledge.taken_at, pledge.result) == (LATER, "unchecked")
    assert pledge.check_at == dt.datetime(2026, 4, 2)


def _ask(town: Town, case_id: int, *gaps: str, key: str = "ask") -> None:
    request_correction(case_id, work="intake#1", gaps=gaps, reason="缺件", actor=town.clerk, key=key, now=LATER)


def test_the_applicant_is_told_of_the_end(town: Town) -> None:
    done = town.apply()
    withdraw_case(done.case_id, actor=town.applicant, key="w", now=LATER)
    tell_entries(read_stream(stream_of(done.reference)))

    assert list(Notice.objects.values_list("title", "text")) == [("办结：开办餐饮店", "结局：撤回。")]
