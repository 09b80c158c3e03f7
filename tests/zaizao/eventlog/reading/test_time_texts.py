"""Moments as people write them in tables."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaizao.eventlog import NO_OFFSET, NO_TIME
from zaizao.eventlog.reading.time_texts import TimeForm, find_form, parse_texts


def _micros(*parts: int, offset: int = 0) -> int:
    moment = dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) - offset * 60_000_000


@pytest.mark.parametrize(
    ("text", "moment", "offset"),
    [
        ("2026-03-18T09:05:00+08:00", _micros(2026, 3, 18, 1, 5), 480),
        ("2026-03-18 09:05:00.123456", _micros(2026, 3, 18, 9, 5, 0, 123_456), NO_OFFSET),
        ("2026/3/8 9:05", _micros(2026, 3, 8, 9, 5), NO_OFFSET),
        ("2026年3月18日 下午3点05分", _micros(2026, 3, 18, 15, 5), NO_OFFSET),
        ("2026年3月18日（周三）09:30", _micros(2026, 3, 18, 9, 30), NO_OFFSET),
        ("03/25/2011 02:27:57 PM", _micros(2011, 3, 25, 14, 27, 57), NO_OFFSET),
        ("03/25/2011 12:05:00 AM", _micros(2011, 3, 25, 0, 5), NO_OFFSET),
        ("25/03/2011 14:27", _micros(2011, 3, 25, 14, 27), NO_OFFSET),
        ("25.03.11", _micros(2011, 3, 25), NO_OFFSET),
        ("18 Mar 2026 09:05 UTC", _micros(2026, 3, 18, 9, 5), 0),
        ("March 18, 2026", _micros(2026, 3, 18), NO_OFFSET),
        ("20260318090500", _micros(2026, 3, 18, 9, 5), NO_OFFSET),
        ("1773824700", _micros(2026, 3, 18, 9, 5), 0),
        ("1773824700123", _micros(2026, 3, 18, 9, 5, 0, 123_000), 0),
        ("1773824700123456", _micros(2026, 3, 18, 9, 5, 0, 123_456), 0),
        ("1773824700123456789", _micros(2026, 3, 18, 9, 5, 0, 123_456), 0),
    ],
)
def test_a_moment_is_understood_in_the_form_it_is_written_in(text: str, moment: int, offset: int) -> None:
    texts = pa.array([text, "", None], pa.large_string())
    form = find_form(texts, digits=True)
    assert form is not None

    found = parse_texts(texts, form)

    assert found.time.tolist() == [moment, NO_TIME, NO_TIME]
    assert found.offset[0] == offset
    assert not found.unreadable.any()


@pytest.mark.parametrize("text", ["2026-02-30", "soon", "13:00", "2026-03-18 25:00", "32/13/2026", "0000-01-01"])
def test_what_is_no_moment_is_unreadable_and_not_guessed(text: str) -> None:
    found = parse_texts(pa.array([text, "2026-03-18"], pa.large_string()), TimeForm("iso"))

    assert found.unreadable.tolist() == [True, False]


def test_one_value_tells_day_first_for_all() -> None:
    form = find_form(pa.array(["01/02/2026", "13/02/2026"], pa.large_string()), digits=False)

    assert form is not None
    assert (form.name, form.ambiguous) == ("day-first", False)


def test_day_and_month_that_could_be_exchanged_are_told() -> None:
    form = find_form(pa.array(["01/02/2026", "03/04/2026"], pa.large_string()), digits=False)

    assert form is not None
    assert form.ambiguous


def test_moments_without_a_zone_are_read_in_the_zone_given() -> None:
    found = parse_texts(pa.array(["2026-07-01 12:00:00", "2026-12-01 12:00:00"]), TimeForm("iso"), zone="Europe/Berlin")

    assert found.offset.tolist() == [120, 60]
    assert found.time.tolist() == [_micros(2026, 7, 1, 10), _micros(2026, 12, 1, 11)]


@given(
    st.lists(
        st.datetimes(
            min_value=dt.datetime(1000, 1, 1),
            timezones=st.one_of(st.none(), st.integers(-720, 840).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_moment_in_iso_is_read_back(moments: list[dt.datetime]) -> None:
    found = parse_texts(pa.array([one.isoformat() for one in moments], pa.large_string()), TimeForm("iso"))

    epoch = dt.datetime(1970, 1, 1)
    wanted = [
        (one.replace(tzinfo=None) - epoch - (one.utcoffset() or dt.timedelta())) // dt.timedelta(microseconds=1)
        for one in moments
    ]
    offsets = [NO_OFFSET if (shift := one.utcoffset()) is None else shift // dt.timedelta(minutes=1) for one in moments]
    assert found.time.tolist() == wanted
    assert np.array_equal(found.offset, np.array(offsets, dtype=np.int16))
