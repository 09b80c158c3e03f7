"""What is asked of one applicant: exactly the definition's conditions held against what is known."""

from __future__ import annotations

from small_town import RESTAURANT_PAPERS, read_pack
from zaizao_city.casework.mapping.needs import holds, list_needed_materials, list_open_questions

RESTAURANT = read_pack("restaurant")["open-restaurant"]
ALL = {"signboard": True, "fire_pledged": True, "own_water": True}


def test_materials_the_state_has_or_the_case_makes_are_not_asked_for() -> None:
    assert list_needed_materials(RESTAURANT, ALL) == list(RESTAURANT_PAPERS)


def test_an_answer_takes_away_what_hangs_on_it() -> None:
    assert "sign-picture" not in list_needed_materials(RESTAURANT, {**ALL, "signboard": False})


def test_an_unknown_fact_decides_nothing() -> None:
    assert (holds("signboard", {}), holds("signboard", {"signboard": False}), holds(None, {})) == (None, False, True)


def test_before_any_answer_every_condition_asks_for_its_fact() -> None:
    assert list_open_questions(RESTAURANT, {}) == ["signboard", "fire_pledged", "own_water"]
    assert list_open_questions(RESTAURANT, {"signboard": False, "fire_pledged": True}) == ["own_water"]
