"""Charts: well-formed, the same bytes for the same values, every mark inside the frame, every fact in the table."""

from __future__ import annotations

import datetime as dt
import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.notation.charts import (
    NARROW,
    WIDE,
    Bar,
    Bin,
    Chart,
    Frame,
    Interval,
    Line,
    Mark,
    cut_bins,
    draw_bars,
    draw_histogram,
    draw_intervals,
    draw_lines,
    format_number,
    to_number,
)
from zaizao.notation.charts.scale import calendar_ticks, nice_ticks

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)
words = st.text(max_size=40)
frames = st.builds(Frame, width=st.sampled_from([NARROW, WIDE]), heading=st.booleans())


def _check(chart: Chart, frame: Frame) -> ET.Element:
    """The parsed picture; text and bars stand inside the frame."""
    root = ET.fromstring(chart.svg)
    assert root.attrib["width"] == str(frame.width)
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert "nan" not in re.sub(r"<(title|desc|text|tspan)\b.*?</\1>", "", chart.svg)
    for bar in root.iter(f"{SVG}rect"):
        x, width = float(bar.attrib.get("x", 0)), float(bar.attrib["width"])
        assert x >= -0.1
        assert x + width <= frame.width + 0.1
    assert all(len(row) == len(chart.heads) for row in chart.table)
    return root


@given(
    st.lists(
        st.builds(Bar, words, numbers, words, st.booleans(), st.none(), st.one_of(st.none(), numbers)), max_size=6
    ),
    frames,
)
def test_bars_of_any_values_stay_inside_and_are_all_in_the_table(bars: list[Bar], frame: Frame) -> None:
    chart = draw_bars(bars, title="t", unit="件", frame=frame)

    _check(chart, frame)
    assert len(chart.table) == len(bars)


@given(st.lists(numbers, max_size=200), frames)
def test_a_histogram_counts_every_number_once(values: list[float], frame: Frame) -> None:
    bins, beyond = cut_bins(values)

    assert sum(one.count for one in bins) + beyond == sum(math.isfinite(value) for value in values)
    _check(draw_histogram(bins, title="t", beyond=beyond, frame=frame, marks=[Mark(0, "零")]), frame)


@given(st.lists(st.builds(Interval, words, numbers, numbers, numbers, words), max_size=5), frames)
def test_intervals_of_any_values_are_all_in_the_table(rows: list[Interval], frame: Frame) -> None:
    chart = draw_intervals(rows, title="t", unit="天", frame=frame, reference=0, reference_label="没有差别")

    _check(chart, frame)
    assert len(chart.table) == len(rows)


@given(st.lists(st.lists(st.tuples(st.integers(-1_000, 1_000).map(float), numbers), max_size=8), max_size=8), frames)
def test_lines_of_any_values_are_well_formed(series: list[list[tuple[float, float]]], frame: Frame) -> None:
    lines = [Line(f"线{place}", tuple(sorted(points, key=lambda one: one[0]))) for place, points in enumerate(series)]

    root = _check(draw_lines(lines, title="t", frame=frame), frame)

    assert root.attrib["role"] == "img"


def test_one_bar_chart_has_its_words_where_a_screen_reader_finds_them() -> None:
    chart = draw_bars([Bar("受理", 1204, "34%"), Bar("决定", 3.5)], title="受理最多", unit="件")

    root = ET.fromstring(chart.svg)
    assert (root[0].text, root[1].text) == ("受理最多", "受理 1,204 件 34%；决定 3.5 件")
    assert (root.attrib["role"], root.attrib["aria-label"], root.attrib["lang"]) == ("img", "受理最多", "zh-CN")
    assert chart.heads == ("项目", "数值", "说明")
    assert chart.table == (("受理", "1,204 件", "34%"), ("决定", "3.5 件", ""))


def test_bars_begin_at_zero_and_are_as_long_as_their_values() -> None:
    chart = draw_bars([Bar("a", 100), Bar("b", 50), Bar("c", -50)], title="t", frame=Frame(width=303, heading=False))

    bars = [one for one in ET.fromstring(chart.svg).iter(f"{SVG}rect") if one.attrib["class"] == "zz-bar"]
    assert [(float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in bars] == [(101, 200), (101, 100), (1, 100)]


def test_names_are_text_and_not_marks_of_the_picture() -> None:
    chart = draw_bars([Bar("<b>&\u202e", 1, note="<i>")], title='"<x>')

    assert "<b>" not in chart.svg
    assert ET.fromstring(chart.svg)[0].text == '"<x>'


def test_the_same_values_give_the_same_bytes() -> None:
    def draw() -> str:
        points = tuple((dt.date(2026, month, 1), float(month)) for month in range(1, 13))
        return draw_lines(
            [Line("件", points, area=True)], title="每月", marks=[Mark(to_number(dt.date(2026, 5, 1)), "变化")]
        ).svg

    assert draw() == draw()


def test_nothing_to_draw_is_said() -> None:
    assert "没有可画的数据" in draw_bars([], title="t").svg
    assert "there is nothing to draw" in draw_lines([], title="t", language="en").svg


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1204, "1,204"),
        (3.14159, "3.14"),
        (0.0432, "0.0432"),
        (-12.5, "−12.5"),
        (0, "0"),
        (1e6, "1,000,000"),
        (math.nan, "—"),
        (100.4, "100"),
    ],
)
def test_numbers_are_written_with_three_figures_and_their_thousands(value: float, said: str) -> None:
    assert format_number(value) == said


def test_ticks_are_round_and_cover_the_values() -> None:
    assert nice_ticks(0, 3_812, most=4) == (0, 1000, 2000, 3000, 4000)
    assert nice_ticks(-0.3, 0.9, most=4) == (-0.5, 0, 0.5, 1.0)


@pytest.mark.parametrize(
    ("first", "last", "language", "said"),
    [
        (dt.date(2008, 7, 1), dt.date(2013, 2, 1), "zh", ("2009年", "2010年", "2011年", "2012年", "2013年")),
        (dt.date(2025, 11, 3), dt.date(2026, 4, 1), "zh", ("2025年12月", "2026年", "2月", "3月", "4月")),
        (dt.date(2025, 11, 3), dt.date(2026, 4, 1), "en", ("Dec 2025", "2026", "Feb", "Mar", "Apr")),
        (
            dt.datetime(2026, 3, 1, 5),
            dt.datetime(2026, 3, 1, 23),
            "zh",
            ("3月1日 06:00", "09:00", "12:00", "15:00", "18:00", "21:00"),
        ),
        (dt.date(1, 1, 1), dt.date(9999, 12, 31), "zh", ("2000年", "4000年", "6000年", "8000年")),
    ],
)
def test_time_is_cut_where_the_calendar_is(first: dt.date, last: dt.date, language: str, said: tuple[str, ...]) -> None:
    ticks = calendar_ticks(to_number(first), to_number(last), most=6, language=language)

    assert tuple(word for _, word in ticks) == said


def test_a_long_tail_is_cut_off_and_said() -> None:
    bins, beyond = cut_bins([*range(100), 10_000])

    chart = draw_histogram(bins, title="t", unit="天", beyond=beyond)

    assert beyond == 1
    assert "另有 1 个超过" in chart.svg
    assert chart.table[-1][0].startswith("超过")


def test_bins_are_as_high_as_their_counts() -> None:
    chart = draw_histogram([Bin(0, 1, 4), Bin(1, 2, 2)], title="t", frame=Frame(heading=False))

    high, low = (
        float(one.attrib["height"])
        for one in ET.fromstring(chart.svg).iter(f"{SVG}rect")
        if one.attrib["class"] == "zz-bar"
    )
    assert high == pytest.approx(2 * low)
