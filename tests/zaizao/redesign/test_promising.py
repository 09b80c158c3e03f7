"""What a redesigned chain promises, and what silence and undoing mean when several acts have become one."""

from __future__ import annotations

from msgspec.structs import replace
from redesigned_chains import redesign_chain

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Kind
from zaizao.redesign.promising import promise
from zaizao.units import parse_limit


def without_promise(definition: ProcessDefinition) -> ProcessDefinition:
    items = {name: replace(item, promised=None) for name, item in definition.items.items()}
    return replace(definition, items=items, promised=None, promised_from=None)


RESTAURANT = without_promise(redesign_chain("restaurant").after)


def test_a_chain_promises_the_longest_line_of_its_limits_without_the_test_that_few_need() -> None:
    promised = promise(RESTAURANT)

    # plan 1, kitchen 3, decision 2, delivery 1; the water test of 5 stops the clock and is not in every case
    assert (str(promised.promised), promised.promised_from) == ("7wd", "intake.done")
    assert {name: str(item.promised) for name, item in promised.items.items()} == {
        "licence": "2wd",
        "food": "6wd",
        "fire": "6wd",
        "sign": "6wd",
    }


def test_a_test_that_every_case_needs_is_part_of_the_promise_for_the_whole_and_not_of_the_item() -> None:
    tested = replace(RESTAURANT.activities["test-water"], when=None)

    promised = promise(replace(RESTAURANT, activities={**RESTAURANT.activities, "test-water": tested}))

    assert (str(promised.promised), str(promised.items["food"].promised)) == ("12wd", "6wd")


def test_what_is_promised_already_stays() -> None:
    food = replace(RESTAURANT.items["food"], promised=parse_limit("9wd"))
    given = replace(
        RESTAURANT, promised=parse_limit("30wd"), promised_from=None, items={**RESTAURANT.items, "food": food}
    )

    promised = promise(given)

    assert (promised.promised, promised.promised_from) == (given.promised, None)
    assert promised.items["food"] == food


def test_an_item_whose_steps_take_as_long_as_the_statute_is_promised_nothing() -> None:
    register = replace(RESTAURANT.activities["register"], limit=parse_limit("2wd"))

    promised = promise(replace(RESTAURANT, activities={**RESTAURANT.activities, "register": register}))

    assert promised.items["licence"].promised is None


def test_nothing_is_promised_where_a_limit_is_missing_or_is_counted_otherwise_or_nobody_waits_for_a_chain() -> None:
    for limit in (None, parse_limit("2d")):
        register = replace(RESTAURANT.activities["register"], limit=limit)
        given = replace(RESTAURANT, activities={**RESTAURANT.activities, "register": register})
        assert promise(given) == given
    matter = replace(RESTAURANT, kind=Kind.MATTER)
    assert promise(matter) == matter


def test_a_company_is_promised_within_two_hours() -> None:
    company = redesign_chain("company").after

    assert company.promised is not None
    assert company.promised.amount <= 120
    assert company.promised.unit is parse_limit("1wm").unit


def test_one_intake_keeps_the_shortest_limit_and_its_silence_still_takes_five_days() -> None:
    intake = RESTAURANT.activities["intake"]

    assert intake.silent is not None
    assert (str(intake.limit), str(intake.silent.after)) == ("1wd", "5wd")


def test_what_is_delivered_at_once_is_taken_back_by_whoever_delivered_it() -> None:
    deliver = RESTAURANT.activities["deliver"]

    assert deliver.undo is not None
    assert deliver.undo.name is not None
    assert (deliver.by, deliver.undo.by, str(deliver.undo.limit)) == ("window", "window", "10wd")
    assert deliver.undo.name.zh == "收回并注销证件"
