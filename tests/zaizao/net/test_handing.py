"""Who has the work: assigning, transferring, delegating, offering, stepping down, and alarms that hand it on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import START, begin, moment
from zaizao.net import commands
from zaizao.net import events as happened
from zaizao.net.refusals import (
    DelegationError,
    NetRefusal,
    NotOnRosterError,
    NotTheHolderError,
    OfferError,
    RecusalError,
    WorkBlockedError,
)
from zaizao.net.state import Timer, Work

NOW = START + timedelta(hours=1)
PLAIN = "activities: {handle: {does: handle, outcomes: [done, part], limit: 5wd}}"
OFFERED = """
activities:
  handle: {does: handle, by: window, limit: 5wd, offer: {to: [street, court], max_refusals: 2, lapse: 1wd, arbiter: bureau}}
"""
DUE = moment("2026-03-10")


def test_assigning_names_the_people() -> None:
    case = begin(PLAIN, roster={"bureau": ("甲", "乙")})
    step = case.do(commands.Assign("handle#1", ("乙",), by="甲", acting_for="bureau"))

    assert step.events == (happened.Assigned(3, NOW, "甲", "handle#1", ("乙",), None, False),)
    assert case.work("handle") == Work("handle#1", "handle", 1, "bureau", START, DUE, assignees=("乙",))
    case.finish("handle", "done", by="甲")
    assert case.act("handle").people == ("乙",)


def test_transferring_gives_the_work_away_and_its_limit_goes_on() -> None:
    case = begin(PLAIN)
    step = case.do(commands.Transfer("handle#1", "street", "属地", acting_for="bureau"))

    assert step.events == (happened.Transferred(3, NOW, None, "handle#1", "street", "属地"),)
    assert case.work("handle") == Work("handle#1", "handle", 1, "street", START, DUE)
    fields = case.refuse(NotTheHolderError, commands.Complete("handle#1", "done", acting_for="bureau"))
    assert fields == {"work": "handle#1", "holder": "street", "acting_for": "bureau"}


def test_delegated_work_comes_back_for_confirmation() -> None:
    case = begin(PLAIN)
    case.do(commands.Delegate("handle#1", "street", acting_for="bureau"))
    assert case.events[-1] == happened.Delegated(3, NOW, None, "handle#1", "street")
    assert (case.work("handle").holder, case.work("handle").delegated_to) == ("bureau", "street")
    case.refuse(NotTheHolderError, commands.Complete("handle#1", "done", acting_for="bureau"))

    step = case.finish("handle", "part", acting_for="street", by="丁", text="做了一半")

    reported = {"outcome": "part", "facts": {}, "people": ["丁"], "text": "做了一半"}
    assert step.events == (happened.DelegateReported(4, case.now, "丁", "handle#1", reported),)
    assert case.act("handle").status == "open"
    assert (case.work("handle").delegated_to, case.work("handle").reported) == (None, reported)
    case.finish("handle", "done", acting_for="bureau", by="甲")
    assert (case.state.status, case.act("handle").outcome) == ("closed", "done")


def test_work_may_be_delegated_again_after_it_came_back() -> None:
    case = begin(PLAIN)
    case.do(commands.Delegate("handle#1", "street"))
    assert case.refuse(DelegationError, commands.Delegate("handle#1", "court")) == {"work": "handle#1", "to": "street"}
    case.finish("handle", "part")
    case.do(commands.Delegate("handle#1", "court"))

    assert (case.work("handle").delegated_to, case.work("handle").reported) == ("court", None)


def test_an_offer_goes_to_the_first_and_the_sender_holds_meanwhile() -> None:
    case = begin(OFFERED)

    assert case.events[-1] == happened.OfferMade(3, START, None, "handle#1", "street", moment("2026-03-04"), None)
    assert case.work("handle") == Work("handle#1", "handle", 1, "window", START, DUE, offered_to="street")
    assert case.state.timers.get("lapse:handle#1") == Timer(moment("2026-03-04"), "lapse", "handle#1")


def test_accepting_moves_the_work_and_the_limit_does_not_begin_again() -> None:
    case = begin(OFFERED)
    step = case.do(commands.AcceptOffer("handle#1", acting_for="street"), "2026-03-03 10:00")

    assert step.events == (happened.OfferAccepted(4, case.now, None, "handle#1", "street"),)
    assert case.work("handle") == Work("handle#1", "handle", 1, "street", START, DUE)
    assert dict(case.state.timers.sorted_items()) == {"due:handle#1": Timer(DUE, "due", "handle#1")}


def test_a_refused_offer_goes_to_the_next_with_the_reason_on_record() -> None:
    case = begin(OFFERED)
    step = case.do(commands.RefuseOffer("handle#1", "不在辖区", acting_for="street"))

    assert step.events == (
        happened.OfferRefused(4, NOW, None, "handle#1", "street", "不在辖区"),
        happened.OfferMade(5, NOW, None, "handle#1", "court", moment("2026-03-04"), None),
    )
    work = case.work("handle")
    assert (work.holder, work.offered_to, work.refusals) == ("window", "court", ("street",))


def test_a_lapsed_offer_goes_to_the_next_and_then_to_the_arbiter() -> None:
    case = begin(OFFERED)
    case.tick("2026-03-09 09:00")

    assert case.path()[-5:] == [
        "OfferMade handle#1 street",
        "OfferLapsed handle#1 street",
        "OfferMade handle#1 court",
        "OfferLapsed handle#1 court",
        "ArbiterCalled",
    ]
    assert [event.at for event in case.kinds(happened.OfferLapsed)] == [moment("2026-03-04"), moment("2026-03-06")]
    assert case.work("handle").holder == "window"
    assert case.effects[-1].details == {"what": "arbiter-called", "to": "bureau"}


def test_what_the_arbiter_assigns_is_final() -> None:
    case = begin(OFFERED)
    for organ in ("street", "court"):
        case.do(commands.RefuseOffer("handle#1", "不归我", acting_for=organ))
    step = case.do(commands.Assign("handle#1", to="street", acting_for="bureau"))

    assert step.events == (happened.Assigned(case.state.seq, case.now, None, "handle#1", (), "street", True),)
    work = case.work("handle")
    assert (work.holder, work.final, work.offered_to) == ("street", True, None)
    fields = case.refuse(OfferError, commands.RefuseOffer("handle#1", "还是不归我", acting_for="street"))
    assert fields == {"work": "handle#1", "why": "not-offered", "offered_to": None}
    fields = case.refuse(OfferError, commands.OfferWork("handle#1", "court", "你来", acting_for="street"))
    assert fields == {"work": "handle#1", "why": "assigned-by-arbiter"}


def test_the_holder_may_offer_on_to_others_who_are_asked() -> None:
    case = begin(OFFERED)
    case.do(commands.AcceptOffer("handle#1", acting_for="street"))
    step = case.do(commands.OfferWork("handle#1", "court", "应由法院", acting_for="street"))

    assert step.events == (
        happened.OfferMade(5, case.now, None, "handle#1", "court", moment("2026-03-04"), "应由法院"),
    )
    assert (case.work("handle").holder, case.work("handle").offered_to) == ("street", "court")


@pytest.mark.parametrize(
    ("command", "kind", "fields"),
    [
        (
            commands.AcceptOffer("handle#1", acting_for="court"),
            OfferError,
            {"work": "handle#1", "why": "not-offered", "offered_to": "street"},
        ),
        (
            commands.RefuseOffer("handle#1", " ", acting_for="street"),
            OfferError,
            {"work": "handle#1", "why": "reason-missing"},
        ),
        (
            commands.OfferWork("handle#1", "court", "急", acting_for="window"),
            OfferError,
            {"work": "handle#1", "why": "already-offered"},
        ),
        (
            commands.Transfer("handle#1", "court", "急", acting_for="window"),
            OfferError,
            {"work": "handle#1", "why": "must-be-offered"},
        ),
        (
            commands.Transfer("handle#1", "court", "急", acting_for="street"),
            NotTheHolderError,
            {"work": "handle#1", "holder": "window", "acting_for": "street"},
        ),
        (
            commands.Assign("handle#1", to="court", acting_for="window"),
            OfferError,
            {"work": "handle#1", "why": "only-the-arbiter-assigns", "arbiter": "bureau"},
        ),
        (commands.Recuse("handle#1", "亲属"), RecusalError, {"work": "handle#1"}),
    ],
)
def test_a_hand_over_is_refused_with_the_reason(
    command: commands.Command, kind: type[NetRefusal], fields: dict[str, object]
) -> None:
    assert begin(OFFERED).refuse(kind, command) == fields


def test_work_may_only_be_offered_to_those_the_definition_asks() -> None:
    case = begin(OFFERED)
    case.do(commands.AcceptOffer("handle#1", acting_for="street"))

    for to in ("bureau", "street"):
        fields = case.refuse(OfferError, commands.OfferWork("handle#1", to, "急", acting_for="street"))
        assert fields == {"work": "handle#1", "why": "may-not-be-asked", "to": to}
    plain = begin(PLAIN)
    assert plain.refuse(OfferError, commands.OfferWork("handle#1", "street", "急"))["why"] == "may-not-be-asked"


def test_nobody_off_the_roster_is_assigned() -> None:
    case = begin(PLAIN, roster={"bureau": ("甲",)})

    assert case.refuse(NotOnRosterError, commands.Assign("handle#1", ("丙",), by="甲")) == {
        "organ": "bureau",
        "person": "丙",
    }


def test_work_under_correction_is_not_handed_on() -> None:
    case = begin("""
materials: {id: {name: 身份证}}
activities: {intake: {does: accept, takes: [id]}}
""")
    case.do(commands.RequestCorrection("intake#1", ("id",), "缺"))

    for command in (commands.Transfer("intake#1", "street", "急"), commands.Delegate("intake#1", "street")):
        assert case.refuse(WorkBlockedError, command)["why"] == "correcting"


ESCALATED = """
activities:
  handle:
    does: handle
    by: window
    limit: 10wd
    escalate: [{at: 50%, warn: true}, {at: 80%, raise: street}, {at: 100%, raise: bureau, mode: take_over}]
"""


def test_alarms_warn_inform_and_take_over_and_the_limit_never_moves() -> None:
    case = begin(ESCALATED)
    case.do(commands.Delegate("handle#1", "court"))
    case.tick("2026-04-01 09:00")

    rings = [(event.number, event.at_share, event.to, event.mode) for event in case.kinds(happened.Escalated)]
    assert rings == [(0, "50%", None, "warn"), (1, "80%", "street", "inform"), (2, "100%", "bureau", "take_over")]
    times = [event.at for event in case.kinds(happened.Escalated)]
    assert times[2] == case.kinds(happened.DeadlinePassed)[0].at == moment("2026-03-17")
    assert times == sorted(times)
    work = case.work("handle")
    assert (work.holder, work.delegated_to, work.due) == ("bureau", None, moment("2026-03-17"))
    told = [(effect.details["what"], effect.details.get("to")) for effect in case.effects]
    assert told == [("warn", "window"), ("inform", "street"), ("take_over", "bureau"), ("deadline-passed", None)]


def test_alarms_of_work_that_is_done_do_not_ring() -> None:
    case = begin(ESCALATED)
    case.finish("handle")

    assert len(case.state.timers) == 0


PANEL = """
fields: {panel: {type: list of string}, total: {type: number}}
activities:
  vote:
    does: vote
    outcomes: [agree, object]
    each:
      in: panel
      as: member
      join:
        wait: quorum
        n: 2
        recusal: member = "related"
        aggregate: {total: 'count(results[outcome = "agree"])'}
        outcome: if total > 1 then "agree" else "object"
"""


def test_a_member_who_steps_down_is_not_waited_for() -> None:
    case = begin(PANEL, facts={"panel": ["a", "b", "c"]})
    case.finish("vote#1.1", "agree")
    case.finish("vote#1.3", "agree")
    step = case.do(commands.Recuse("vote#1.2", "亲属"))

    assert step.events[0] == happened.Recused(5, case.now, None, "vote#1.2", "亲属")
    assert (case.act("vote").outcome, case.act("vote").more.recused) == ("agree", 1)
    assert case.state.facts.get("total") == 2
    assert case.state.status == "closed"


def test_recused_members_are_left_out_from_the_beginning() -> None:
    case = begin(PANEL, facts={"panel": ["a", "related", "c"]})

    assert list(case.state.work) == ["vote#1.1", "vote#1.2"]
    assert [case.work(name).element for name in case.state.work] == ["a", "c"]
    assert case.act("vote").more.recused == 1


def test_a_panel_of_which_all_are_recused_is_skipped() -> None:
    case = begin(PANEL, facts={"panel": ["related"]})

    assert (case.act("vote").status, case.act("vote").more.reason) == ("skipped", "all-recused")


def test_too_few_members_make_no_quorum() -> None:
    case = begin(PANEL, facts={"panel": ["a", "b"]})
    case.finish("vote#1.1", "agree")
    case.do(commands.Recuse("vote#1.2", "病了"))

    assert case.act("vote").outcome == "no_quorum"
