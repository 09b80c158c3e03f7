"""Numbers drawn at a counter: one a person, only while it is open, called in their order, ended once."""

from __future__ import annotations

import datetime as dt

import pytest

from small_town import NOW
from two_districts import TwoDistricts
from zaizao_city.foundation.record.errors import RequestChangedError
from zaizao_city.identity.actor import ANONYMOUS
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.places.errors import (
    AlreadyWaitingError,
    CounterClosedError,
    CounterUnknownError,
    NobodyWaitsError,
    StillServingError,
    TicketGoneError,
    TicketUnknownError,
)
from zaizao_city.places.models import Ticket
from zaizao_city.places.selectors.queue import get_queue, list_own_tickets
from zaizao_city.places.services.tickets import call_next, finish_ticket, give_up_ticket, mark_no_show, take_ticket

LATER = NOW + dt.timedelta(minutes=5)


def test_numbers_begin_with_one_each_day_at_each_counter(town: TwoDistricts) -> None:
    first, second = town.make_actor("甲"), town.make_actor("乙")
    tomorrow = NOW + dt.timedelta(days=1)

    drawn = [
        take_ticket(town.counter.pk, actor=first, key="a", now=NOW),
        take_ticket(town.counter.pk, actor=second, key="b", now=NOW),
        take_ticket(town.other_counter.pk, actor=first, key="c", now=NOW),
        take_ticket(town.counter.pk, actor=first, key="d", now=tomorrow),
    ]

    assert [one.number for one in drawn] == [1, 2, 1, 1]


def test_the_same_form_sent_again_draws_no_second_number(town: TwoDistricts) -> None:
    first = take_ticket(town.counter.pk, actor=town.applicant, key="a", now=NOW, what_for="open-restaurant")
    again = take_ticket(town.counter.pk, actor=town.applicant, key="a", now=LATER, what_for="open-restaurant")

    assert (again.pk, Ticket.objects.count()) == (first.pk, 1)
    with pytest.raises(RequestChangedError):
        take_ticket(town.other_counter.pk, actor=town.applicant, key="a", now=NOW)


def test_a_person_waits_once_a_counter_and_may_draw_again_when_that_is_over(town: TwoDistricts) -> None:
    ticket = take_ticket(town.counter.pk, actor=town.applicant, key="a", now=NOW)

    with pytest.raises(AlreadyWaitingError) as caught:
        take_ticket(town.counter.pk, actor=town.applicant, key="b", now=NOW)
    assert caught.value.fields["number"] == 1

    give_up_ticket(ticket.pk, actor=town.applicant, key="c", now=NOW)
    assert take_ticket(town.counter.pk, actor=town.applicant, key="d", now=LATER).number == 2


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (dt.datetime(2026, 2, 12, 8, 59), dt.datetime(2026, 2, 12, 9)),
        (dt.datetime(2026, 2, 12, 12, 0), dt.datetime(2026, 2, 12, 13, 30)),
        (dt.datetime(2026, 2, 12, 17, 0), dt.datetime(2026, 2, 13, 9)),
        (dt.datetime(2026, 9, 30, 17, 0), dt.datetime(2026, 10, 8, 9)),
    ],
    ids=["before the doors open", "at noon", "in the evening", "before the national holidays"],
)
def test_a_closed_counter_gives_no_number_and_says_when_it_opens(
    town: TwoDistricts, moment: dt.datetime, opens: dt.datetime
) -> None:
    with pytest.raises(CounterClosedError) as caught:
        take_ticket(town.counter.pk, actor=town.applicant, key="a", now=moment)

    assert caught.value.opens == opens
    assert f"{opens:%H:%M}开门" in caught.value.tell()[1]
    assert not Ticket.objects.exists()


def test_a_saturday_is_open_by_its_own_hours_and_a_make_up_workday_by_those_of_the_week(town: TwoDistricts) -> None:
    saturday, makeup = dt.datetime(2026, 3, 7, 11), dt.datetime(2026, 2, 14, 16)

    assert take_ticket(town.counter.pk, actor=town.applicant, key="a", now=saturday).number == 1
    assert take_ticket(town.counter.pk, actor=town.applicant, key="b", now=makeup).number == 1
    with pytest.raises(CounterClosedError):
        take_ticket(town.counter.pk, actor=town.applicant, key="c", now=dt.datetime(2026, 3, 7, 16))


def test_a_visitor_draws_no_number_and_a_clerk_draws_one_for_whoever_stands_there(town: TwoDistricts) -> None:
    with pytest.raises(NotPermittedError):
        take_ticket(town.counter.pk, actor=ANONYMOUS, key="a", now=NOW)
    with pytest.raises(NotPermittedError):
        take_ticket(town.other_counter.pk, actor=town.clerk, key="b", now=NOW, for_visitor=True)
    with pytest.raises(CounterUnknownError):
        take_ticket(0, actor=town.clerk, key="c", now=NOW)

    assert take_ticket(town.counter.pk, actor=town.clerk, key="d", now=NOW, for_visitor=True).person_id is None


def test_people_are_called_in_the_order_in_which_they_drew(town: TwoDistricts) -> None:
    town.wait(town.counter, people=3)

    first = call_next(town.counter.pk, actor=town.clerk, key="a", now=NOW)
    assert call_next(town.counter.pk, actor=town.clerk, key="a", now=NOW) == first
    with pytest.raises(StillServingError):
        call_next(town.counter.pk, actor=town.clerk, key="b", now=NOW)
    finish_ticket(first.pk, actor=town.clerk, key="c", now=LATER)
    second = call_next(town.counter.pk, actor=town.clerk, key="d", now=LATER)
    mark_no_show(second.pk, actor=town.clerk, key="e", now=LATER)

    queue = get_queue(town.counter, actor=town.clerk, now=LATER)
    assert [first.number, second.number] == [1, 2]
    assert ([one.number for one in queue.waiting], queue.count, queue.mine) == ([3], 1, None)
    assert (queue.served, queue.gone) == (1, 1)


def test_nobody_is_called_where_nobody_waits_or_only_yesterday_s_people_did(town: TwoDistricts) -> None:
    town.wait(town.counter, people=1)

    with pytest.raises(NobodyWaitsError):
        call_next(town.counter.pk, actor=town.clerk, key="a", now=NOW + dt.timedelta(days=1))


def test_a_clerk_of_another_counter_neither_calls_nor_ends(town: TwoDistricts) -> None:
    other = town.other_clerk()
    (ticket,) = town.wait(town.counter, people=1)

    with pytest.raises(NotPermittedError):
        call_next(town.counter.pk, actor=other, key="a", now=NOW)
    call_next(town.counter.pk, actor=town.clerk, key="b", now=NOW)
    with pytest.raises(TicketUnknownError):
        finish_ticket(ticket.pk, actor=other, key="c", now=NOW)
    with pytest.raises(TicketUnknownError):
        mark_no_show(ticket.pk, actor=town.applicant, key="d", now=NOW)


def test_a_number_is_given_up_by_its_own_person_and_only_while_it_waits(town: TwoDistricts) -> None:
    ticket = take_ticket(town.counter.pk, actor=town.applicant, key="a", now=NOW)

    with pytest.raises(TicketUnknownError):
        give_up_ticket(ticket.pk, actor=town.make_actor("旁人"), key="b", now=NOW)
    call_next(town.counter.pk, actor=town.clerk, key="c", now=NOW)
    with pytest.raises(TicketGoneError):
        give_up_ticket(ticket.pk, actor=town.applicant, key="d", now=NOW)


def test_a_number_that_was_ended_is_not_ended_again(town: TwoDistricts) -> None:
    (ticket,) = town.wait(town.counter, people=1)
    call_next(town.counter.pk, actor=town.clerk, key="a", now=NOW)
    finish_ticket(ticket.pk, actor=town.clerk, key="b", now=NOW)

    finish_ticket(ticket.pk, actor=town.clerk, key="b", now=NOW)
    with pytest.raises(TicketGoneError):
        mark_no_show(ticket.pk, actor=town.clerk, key="c", now=NOW)


def test_one_s_own_number_says_how_many_are_before_it(town: TwoDistricts) -> None:
    town.serve(town.counter, people=20, minutes=6)
    town.wait(town.counter, people=3)
    take_ticket(town.counter.pk, actor=town.applicant, key="a", now=NOW)

    (own,) = list_own_tickets(town.applicant, now=NOW)

    assert (own.ticket.number, own.ahead, own.minutes, own.is_called) == (4, 3, 9, False)
    assert list_own_tickets(ANONYMOUS, now=NOW) == []
