from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from zaizao_city.foundation.ui.components.chart import BarChart, LineChart, Series
from zaizao_city.foundation.ui.components.deadline import CountedDay, Deadline
from zaizao_city.foundation.ui.components.drawing import choose_ticks, scale_values, spread_labels
from zaizao_city.foundation.ui.components.figures import Bar, Clock
from zaizao_city.foundation.ui.components.finding import City, Comparison
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.components.seal import Seal


def _show(markup: str, **values: object) -> str:
    return Template("{% load zaizao_ui %}" + markup).render(Context(values))


def _deadline(first: dt.date, days: int) -> Deadline:
    counted = [CountedDay(on=first + dt.timedelta(days=n), kind="counted") for n in range(days)]
    return Deadline(state="soon", note="", caption="", days=counted)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 90))
def test_days_stand_in_whole_weeks_from_monday(first: dt.date, count: int) -> None:
    weeks = _deadline(first, count).weeks

    days = [day for week in weeks for day in week]
    assert {len(week) for week in weeks} == {7}
    assert days[0].on.weekday() == 0
    assert [day.on for day in days] == [days[0].on + dt.timedelta(days=n) for n in range(len(days))]
    assert [day.on for day in days if day.kind == "counted"] == [first + dt.timedelta(days=n) for n in range(count)]


def test_a_deadline_without_days_has_no_weeks() -> None:
    assert Deadline(state="soon", note="", caption="", days=[]).weeks == []


@given(st.lists(st.floats(20, 270), min_size=1, max_size=6))
def test_labels_never_cover_each_other_and_stay_above_the_bottom(wanted: list[float]) -> None:
    placed = spread_labels(wanted, apart=19, bottom=270)

    in_order = sorted(placed)
    assert all(lower - upper >= 19 - 1e-6 for upper, lower in itertools.pairwise(in_order))
    assert max(placed) <= 270
    assert sorted(range(len(wanted)), key=lambda n: (wanted[n], n)) == sorted(
        range(len(wanted)), key=lambda n: placed[n]
    )


@given(st.floats(0.01, 1e9))
def test_the_scale_reaches_the_highest_value(highest: float) -> None:
    ticks = choose_ticks(highest)

    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) == 5


def test_a_trend_fills_its_field() -> None:
    assert scale_values([10, 30, 20], width=200, height=28, top=6).written == "0.0,34.0 100.0,6.0 200.0,20.0"


def test_a_trend_of_one_value_is_a_point_and_of_none_is_nothing() -> None:
    assert scale_values([7], width=200, height=28).written == "0.0,28.0"
    assert scale_values([], width=200, height=28).written == ""


def test_a_chart_refuses_a_seventh_line() -> None:
    with pytest.raises(ValueError, match="at most 6"):
        LineChart(finding="", describes="", labels=("a",), series=[Series(str(n), (1,)) for n in range(7)])


def test_a_chart_refuses_a_line_with_a_value_too_few() -> None:
    with pytest.raises(ValueError, match="as many values as labels"):
        LineChart(finding="", describes="", labels=("a", "b"), series=[Series("x", (1,))])


def test_the_table_of_a_chart_holds_the_same_figures() -> None:
    chart = LineChart(
        finding="", describes="", labels=("1月", "2月"), unit="%", series=[Series("甲", (5, 7.5)), Series("乙", (1, 2))]
    )

    assert chart.rows == [("1月", ["5%", "1%"]), ("2月", ["7.5%", "2%"])]
    assert [(line.name, line.last) for line in chart.lines] == [("甲", "7.5%"), ("乙", "2%")]


def test_bars_start_at_zero_and_keep_their_ratio() -> None:
    chart = BarChart(finding="", describes="", heads=("", ""), values=(("甲", 40), ("乙", 10), ("丙", 0)))

    assert [bar.width for bar in chart.bars] == ["390.0", "97.5", "0.0"]


@pytest.mark.parametrize(("used", "width"), [(None, "0.0"), (-3, "0.0"), (40, "40.0"), (250, "100.0")])
def test_a_gauge_is_never_fuller_than_full(used: float | None, width: str) -> None:
    assert Clock(name="", state="overdue", note="", used=used).width == width


def test_a_bar_below_its_aim_says_so() -> None:
    assert [Bar(name="", share=share, aim=95).is_below for share in (94.9, 95, 100)] == [True, False, False]
    assert not Bar(name="", share=1).is_below


@pytest.mark.parametrize("state", ["in-time", "soon", "overdue", "paused", "done"])
def test_a_state_is_shape_word_and_colour(state: str) -> None:
    words = {"in-time": "在时限内", "soon": "将到期", "overdue": "已超期", "paused": "已暂停", "done": "已办结"}

    shown = _show("{% chip state note %}", state=state, note="还剩 3 个工作日")

    assert f'data-state="{state}"' in shown
    assert words[state] in shown
    assert "还剩 3 个工作日" in shown


def test_a_short_chip_is_still_heard_whole() -> None:
    shown = _show('{% chip "in-time" "剩 6 日" short=True %}')

    assert '<span class="heard-only">在时限内</span><span>剩 6 日</span>' in shown


def test_an_unknown_state_is_a_bug_of_the_page() -> None:
    with pytest.raises(KeyError):
        _show('{% chip "late" %}')


def test_what_people_wrote_is_never_markup() -> None:
    item = CheckItem(mark="give", name="<script>alert(1)</script>", source='"><img src=x>', say="<b>")

    shown = _show("{% checklist items %}", items=[item])

    assert "<script>" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_a_mark_is_said_in_words_too() -> None:
    shown = _show("{% checklist items %}", items=[CheckItem(mark="gap", name="店招效果图")])

    assert '<span class="mark gap" aria-hidden="true">缺</span>' in shown
    assert '<span class="heard-only">可后补</span>' in shown


def test_a_comparison_names_the_best_of_each_column() -> None:
    table = Comparison(
        caption="",
        heads=("工作日", "材料"),
        cities=(
            City(name="甲", figures=(7, 4), best=frozenset({1})),
            City(name="乙", figures=(5, 6), best=frozenset({0})),
        ),
    )

    assert table.rows == [
        ("甲", [("工作日", 7, False), ("材料", 4, True)], ""),
        ("乙", [("工作日", 5, True), ("材料", 6, False)], ""),
    ]


@pytest.mark.parametrize(
    "name", ["县局", "澜川市行政审批服务局", "内蒙古自治区锡林郭勒盟西乌珠穆沁旗行政审批和政务服务局"]
)
def test_the_name_on_a_seal_fits_its_arc(name: str) -> None:
    seal = Seal(name=name, middle="演示", below="电子印章", number="1", key="a")

    assert (float(seal.name_size) + 2) * len(name) <= 290 + len(name) * 0.1
    assert float(seal.name_size) <= 22


def test_two_seals_on_a_page_do_not_share_an_address() -> None:
    shown = _show('{% seal "甲局" %}{% seal "乙局" %}', is_demo=True)

    arcs = [part.split('"')[0] for part in shown.split(' id="')[1:]]
    assert len(set(arcs)) == 2
    assert shown.count("演示") == 4


def test_a_form_counts_once_by_a_key_of_its_own() -> None:
    keys = {_show("{% once_key %}") for _ in range(2)}

    assert len(keys) == 2
    assert all(key.startswith('<input type="hidden" name="once" value="') for key in keys)
