"""What is asked of one applicant: exactly the definition's conditions held against what is known."""

from __future__ import annotations

from small_town import read_pack
from zaizao_city.casework.mapping.needs import list_needed_items, list_needed_materials, list_open_questions

RESTAURANT = read_pack("restaurant")["open-restaurant"]


def test_before_any_answer_every_condition_asks_for_its_fact() -> None:
    assert list_open_questions(RESTAURANT, {}) == ["signboard", "fire_pledged", "own_water"]


def test_an_answer_closes_its_question_and_what_hangs_on_it() -> None:
    facts = {"signboard": False, "fire_pledged": True}

    assert list_open_questions(RESTAURANT, facts) == ["own_water"]
    assert list_needed_items(RESTAURANT, facts) == ["licence", "food", "fire"]
    assert "sign-picture" not in list_needed_materials(RESTAURANT, facts)


def test_materials_the_state_has_or_the_case_makes_are_not_asked_for() -> None:
    assert list_needed_materials(RESTAURANT, {"signboard": True, "fire_pledged": True, "own_water": True}) == [
        "application-form", "premises-proof", "lease", "layout-plan", "food-safety-rules", "fire-conformity",
        "sign-picture",
    ]  # fmt: skip
