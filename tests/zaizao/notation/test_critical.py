from fractions import Fraction

import pytest
from msgspec.structs import replace

from zaizao.definition.model import Clock, Item
from zaizao.notation import CriticalPath, critical_path
from zaizao.notation.critical import count_working_days
from zaizao.units import parse_limit


def test_the_longest_line_follows_the_longest_limits(five):
    assert critical_path(five) == CriticalPath(("accept", "site", "permit", "deliver"), Fraction(8))


def test_hours_are_fractions_and_an_item_ends_with_its_promised_limit(restaurant):
    # intake 4wh, the item's six promised days from its end, one day of delivery
    line = ("submit", "intake", "register", "papers", "site", "permit", "deliver", "rate")
    assert critical_path(restaurant) == CriticalPath(line, Fraction(8, 13) + 7)


def test_without_a_promise_the_statutory_limit_of_the_item_counts(restaurant):
    items = {**restaurant.items, "food": replace(restaurant.items["food"], promised=None)}
    assert critical_path(replace(restaurant, items=items)).working_days == Fraction(8, 13) + 21


def test_a_clock_from_the_opening_of_the_case_runs_from_day_zero(five):
    permit = replace(five.activities["permit"], limit=None)
    item = Item(organ="market", clock=Clock(parse_limit("30wd"), "case.opened", "permit.done"))
    changed = replace(five, activities={**five.activities, "permit": permit}, items={"food": item})
    assert critical_path(changed).working_days == 31


def test_where_any_is_needed_all_are_waited_for_and_where_a_number_is_so_many(five):
    permit = replace(five.activities["permit"], needs="any")
    whole = replace(five, activities={**five.activities, "permit": permit})
    assert critical_path(whole) == critical_path(five)

    permit = replace(five.activities["permit"], needs=1)
    changed = replace(five, activities={**five.activities, "permit": permit})
    assert critical_path(changed) == CriticalPath(("accept", "check", "permit", "deliver"), Fraction(6))


def test_links_that_close_a_circle_are_left_out(circle):
    assert critical_path(circle) == CriticalPath(("register", "proof", "sign", "food", "site"), Fraction(16))


def test_a_process_without_steps_has_no_line(five):
    assert critical_path(replace(five, activities={})) == CriticalPath((), Fraction(0))


@pytest.mark.parametrize(
    ("limit", "days"),
    [("20wd", 20), ("13wh", 2), ("78wm", Fraction(1, 5)), ("7d", 5), ("24h", Fraction(5, 7)), ("1y", 250)],
)
def test_limits_come_to_working_days_when_planning(limit, days):
    assert count_working_days(parse_limit(limit)) == days
