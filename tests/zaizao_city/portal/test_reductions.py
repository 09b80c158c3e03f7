"""The four reductions in public: as the process was found, as it is written, as it really went."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from portal_town import PortalTown
from small_town import NOW
from zaizao_city.casework.models import Case
from zaizao_city.casework.services.visiting import count_visit
from zaizao_city.foundation.ui.components.figures import Reduction
from zaizao_city.portal.selectors.reductions import list_reduced, show_number, sum_up


def _figures(rows: list[Reduction]) -> list[tuple[str, str, str]]:
    return [(str(one.before), str(one.after), one.note) for one in rows]


def test_before_and_now_are_the_figures_of_the_definitions(town: PortalTown) -> None:
    (restaurant,) = list_reduced(now=NOW)

    nothing = "近一年没有办结的件"
    assert restaurant.cases == 0
    assert _figures(list(restaurant.reductions)) == [
        ("23", "6", nothing), ("3", "0", nothing), ("10", "3", nothing), ("54", "13", nothing),
    ]  # fmt: skip


def test_the_sums_are_those_of_the_chains_shown(town: PortalTown) -> None:
    reduced = list_reduced(now=NOW)

    totals = sum_up(reduced)

    assert totals is not None
    assert (totals.steps, totals.materials, totals.days, totals.real_days) == (reduced[0].steps, 17, "13", "")
    assert reduced[0].steps > 0
    assert sum_up([]) is None


def test_what_really_happened_stands_beside_them(town: PortalTown) -> None:
    done = [town.apply(key=key) for key in ("one", "two")]
    count_visit(done[0].case_id, reason="递交原件", actor=town.clerk, key="v", now=NOW)
    Case.objects.update(status="closed", outcome="finished", closed_at=NOW + dt.timedelta(days=1))

    (restaurant,) = list_reduced(now=NOW + dt.timedelta(days=30))
    page = Client().get("/reductions/").content.decode()

    assert restaurant.cases == 2
    assert [one.note for one in restaurant.reductions] == ["实际平均 7", "实际平均 1", "实际平均 0.5", "实际平均 1"]
    assert "开办餐饮店" in page


def test_cases_closed_more_than_a_year_ago_do_not_count(town: PortalTown) -> None:
    town.apply()
    Case.objects.update(status="closed", outcome="finished", closed_at=NOW)

    (restaurant,) = list_reduced(now=NOW + dt.timedelta(days=366))

    assert restaurant.cases == 0


def test_what_is_little_is_never_shown_as_nothing() -> None:
    assert [show_number(value) for value in (0, 3, dt.timedelta(1) / dt.timedelta(8))] == ["0", "3", "0.1"]
    assert show_number(0.01) == "0.01"
