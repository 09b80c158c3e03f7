"""What is true of every deadline, whatever the limit, the start and the stops."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zaizao.units import Limit, Unit
from zaizao.worktime import SHANGHAI, Deadline, Extension, Suspension, china, compute_deadline, due_moment

CN = china()
DAY_UNITS = [Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR]
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2029, 12, 31)).map(lambda moment: moment.replace(tzinfo=SHANGHAI))
LIMITS = st.builds(Limit, st.integers(0, 24), st.sampled_from(list(Unit)).filter(lambda unit: unit is not Unit.YEAR))
DAY_LIMITS = st.builds(Limit, st.integers(0, 24), st.sampled_from(DAY_UNITS[:3]))


@st.composite
def draw_stops(draw: st.DrawFn, start: datetime) -> list[Suspension]:
    runs = draw(st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 20)), max_size=4))
    firsts = [(start.date() + timedelta(days=after), length) for after, length in runs]
    return [Suspension(first, first + timedelta(days=length)) for first, length in firsts]


@st.composite
def draw_question(draw: st.DrawFn) -> tuple[datetime, list[Suspension]]:
    start = draw(MOMENTS)
    return start, draw(draw_stops(start))


def count(limit: Limit, start: datetime, stops: list[Suspension], **options: object) -> Deadline:
    return compute_deadline(limit, start=start, calendar=CN, suspensions=stops, **options)  # type: ignore[arg-type]


def find_due(deadline: Deadline) -> datetime:
    assert deadline.due is not None
    return deadline.due


@given(limit=DAY_LIMITS, question=draw_question())
def test_a_limit_in_days_never_ends_on_a_day_off_or_a_stopped_day(
    limit: Limit, question: tuple[datetime, list[Suspension]]
) -> None:
    start, stops = question
    last_day = count(limit, start, stops).last_day

    assert last_day is not None
    assert CN.is_workday(last_day)
    assert not any(stop.first <= last_day <= stop.last for stop in stops)  # type: ignore[operator]
    assert last_day >= start.date()


@given(limit=LIMITS, question=draw_question())
def test_a_longer_limit_never_ends_earlier(limit: Limit, question: tuple[datetime, list[Suspension]]) -> None:
    start, stops = question
    longer = Limit(limit.amount + 1, limit.unit)

    assert find_due(count(limit, start, stops)) <= find_due(count(longer, start, stops))


@given(limit=LIMITS, question=draw_question(), later=st.integers(1, 100_000))
def test_a_later_start_never_ends_earlier(
    limit: Limit, question: tuple[datetime, list[Suspension]], later: int
) -> None:
    start, stops = question

    assert find_due(count(limit, start, stops)) <= find_due(count(limit, start + timedelta(minutes=later), stops))


@given(limit=LIMITS, question=draw_question(), first=st.integers(-10, 60), length=st.integers(0, 20))
def test_one_more_stop_only_moves_later(
    limit: Limit, question: tuple[datetime, list[Suspension]], first: int, length: int
) -> None:
    start, stops = question
    begins = start.date() + timedelta(days=first)
    more = [*stops, Suspension(begins, begins + timedelta(days=length))]

    assert find_due(count(limit, start, stops)) <= find_due(count(limit, start, more))


@given(limit=LIMITS, question=draw_question())
def test_the_order_of_stops_and_their_division_do_not_matter(
    limit: Limit, question: tuple[datetime, list[Suspension]]
) -> None:
    start, stops = question
    single_days = [
        Suspension(day, day)
        for stop in reversed(stops)
        for day in (stop.first + timedelta(days=i) for i in range((stop.last - stop.first).days + 1))  # type: ignore[operator]
    ]

    assert count(limit, start, single_days).due == count(limit, start, stops).due


@given(limit=LIMITS, extension=LIMITS, question=draw_question())
def test_an_extension_only_moves_later(
    limit: Limit, extension: Limit, question: tuple[datetime, list[Suspension]]
) -> None:
    start, stops = question

    extended = count(limit, start, stops, extensions=[Extension(extension)])

    assert find_due(count(limit, start, stops)) <= find_due(extended)


@given(limit=LIMITS, start=MOMENTS)
def test_the_short_question_has_the_long_answer_in_every_zone(limit: Limit, start: datetime) -> None:
    assert due_moment(limit, start, CN) == count(limit, start, []).due
    assert due_moment(limit, start.astimezone(UTC), CN) == count(limit, start, []).due


@given(limit=DAY_LIMITS, question=draw_question())
def test_close_of_business_is_on_the_same_day_and_no_later(
    limit: Limit, question: tuple[datetime, list[Suspension]]
) -> None:
    start, stops = question
    midnight, close = count(limit, start, stops), count(limit, start, stops, at_close=True)

    assert close.last_day == midnight.last_day
    assert find_due(close) == find_due(midnight) - timedelta(hours=7)


@given(day=st.dates(date(2015, 1, 1), date(2029, 1, 1)), a=st.integers(0, 30), b=st.integers(1, 30))
def test_counting_on_from_the_last_day_is_counting_both(day: date, a: int, b: int) -> None:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
    first = count(Limit(a, Unit.WORKING_DAY), start, []).last_day
    assert first is not None
    again = datetime(first.year, first.month, first.day, 9, tzinfo=SHANGHAI)

    # A limit of no days that is moved on from a day off has used that working day.
    used = a if a or CN.is_workday(day) else 1
    assert (
        count(Limit(b, Unit.WORKING_DAY), again, []).last_day
        == count(Limit(used + b, Unit.WORKING_DAY), start, []).last_day
    )
