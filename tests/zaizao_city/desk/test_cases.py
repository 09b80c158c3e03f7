"""The page of a case, and the acts on it."""

from __future__ import annotations

from desk_town import DeskTown


def test_a_case_is_shown_to_whoever_works_on_it(town: DeskTown) -> None:
    done = town.apply()

    page = town.sign_in("clerk").get(f"/desk/cases/{done.reference}/")

    assert page.status_code == 200
    assert done.reference in page.content.decode()
