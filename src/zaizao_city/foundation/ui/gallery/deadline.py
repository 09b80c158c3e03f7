"""The deadline of the gallery: seven working days over Spring Festival 2026, as the core would derive them."""

from __future__ import annotations

import datetime as dt

from zaizao_city.foundation.ui.components.deadline import CountedDay, Deadline, Rule

START, TODAY, DUE = dt.date(2026, 2, 12), dt.date(2026, 2, 25), dt.date(2026, 2, 28)
HOLIDAY = (dt.date(2026, 2, 15), dt.date(2026, 2, 23))
MAKE_UP = {dt.date(2026, 2, 14), dt.date(2026, 2, 28)}

DEADLINE = Deadline(
    state="in-time",
    note="还剩 3 个工作日",
    caption="承诺 7 个工作日，截止 2月28日（周六，调休上班）",
    days=[],
    rules=(
        Rule("2月12日（周四）受理，当日不算，从 2月13日 起算。", "民法典第二百零一条，参照"),
        Rule("按工作日算，法定节假日不算。2月15日至23日春节放假，共 9 天不计。", "行政许可法第八十二条"),
        Rule("2月14日、2月28日调休上班（标“班”），照算。", "国务院办公厅 2026 年放假安排"),
        Rule("法定期限 20 个工作日，截止 2026年3月18日（周三）；我们承诺更早。", "行政许可法第四十二条"),
        Rule("现场核查不停表，包含在 7 日之内。", "行政许可法第四十五条所列之外"),
    ),
)


def make_deadline(*, is_open: bool) -> Deadline:
    """The deadline with its days laid out."""
    days = [_count(START + dt.timedelta(days=n)) for n in range((DUE - START).days + 1)]
    numbered = _number(days)
    return Deadline(
        state=DEADLINE.state, note=DEADLINE.note, caption=DEADLINE.caption,
        days=numbered, rules=DEADLINE.rules, is_open=is_open,
    )  # fmt: skip


def _count(day: dt.date) -> CountedDay:
    if day == START:
        return CountedDay(on=day, kind="start", says="受理")
    if HOLIDAY[0] <= day <= HOLIDAY[1]:
        return CountedDay(on=day, kind="off", says="春节")
    kind = "counted" if day <= TODAY else "ahead"
    return CountedDay(on=day, kind=kind, make_up=day in MAKE_UP, is_today=day == TODAY, is_due=day == DUE)


def _number(days: list[CountedDay]) -> list[CountedDay]:
    numbered, count = [], 0
    for day in days:
        count += day.kind in {"counted", "ahead"}
        says = day.says or ("截止" if day.is_due else f"第{count}日")
        numbered.append(
            CountedDay(
                on=day.on, kind=day.kind, says=says, make_up=day.make_up, is_today=day.is_today, is_due=day.is_due
            )
        )
    return numbered
