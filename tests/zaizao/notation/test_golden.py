"""Small pictures kept as files and reviewed by eye; ZAIZAO_UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path

import pytest

from zaizao.notation import draw_lanes, draw_ribbon, to_mermaid

GOLDEN = Path(__file__).parents[2] / "golden" / "notation"


def assert_as_kept(name, drawn):
    path = GOLDEN / name
    if os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


def test_five_steps_are_drawn_as_kept(five):
    assert_as_kept("five.svg", draw_lanes(five))


def test_five_steps_in_dark_without_heading_are_drawn_as_kept(five):
    assert_as_kept("five-dark.svg", draw_lanes(five, theme="dark", title=""))


def test_the_restaurant_chain_under_way_is_drawn_as_kept(restaurant, standing):
    assert_as_kept("restaurant-standing.svg", draw_lanes(restaurant, standing=standing))


def test_the_restaurant_chain_by_days_is_drawn_as_kept(restaurant):
    assert_as_kept("restaurant-days.svg", draw_lanes(restaurant, scale="time", language="en"))


def test_a_circle_is_drawn_as_kept(circle):
    assert_as_kept("circle.svg", draw_lanes(circle))


def test_the_ribbon_of_the_restaurant_chain_is_drawn_as_kept(restaurant, standing):
    assert_as_kept("restaurant-ribbon.svg", draw_ribbon(restaurant, standing=standing))


def test_the_upright_ribbon_of_the_restaurant_chain_is_drawn_as_kept(restaurant, standing):
    assert_as_kept("restaurant-ribbon-upright.svg", draw_ribbon(restaurant, standing=standing, upright=True))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_restaurant_chain_in_mermaid_is_as_kept(restaurant, standing, language):
    assert_as_kept(f"restaurant-{language}.mmd", to_mermaid(restaurant, standing=standing, language=language))
