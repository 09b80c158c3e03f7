"""The longest line of limits, held against every line of small processes counted one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import rule_pages
from zaizao.definition.model import ProcessDefinition
from zaizao.definition.reading import from_plain
from zaizao.diagnosis import diagnose


@st.composite
def draw_process(draw: st.DrawFn) -> ProcessDefinition:
    """Up to seven steps with limits in working days, some guarded, each after some of those before it."""
    count = draw(st.integers(2, 7))
    activities: dict[str, object] = {}
    for number in range(count):
        sources = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        links = [{"activity": f"s{one}", "ground": "custom", "if_skipped": "run"} for one in sorted(sources)]
        step: dict[str, object] = {"does": "work", "limit": f"{draw(st.integers(1, 5))}wd", "after": links}
        if draw(st.integers(0, 3)) == 0:
            step["when"] = "rare"
        activities[f"s{number}"] = step
    start = draw(
        st.sampled_from([None, *(f"s{one}.{moment}" for one in range(count) for moment in ("done", "started"))])
    )
    promise = {"promised": f"{draw(st.integers(1, 20))}wd", **({"promised_from": start} if start else {})}
    fields = {"rare": {"type": "boolean", "from": "shared/rare"}}
    return from_plain({**rule_pages.HEAD, "fields": fields, "activities": activities, **promise})


def list_lines(process: ProcessDefinition, *, behind: str | None) -> list[tuple[str, ...]]:
    """Every line of links, from wherever it begins to wherever it ends; with ``behind`` only what comes after that."""
    lines: list[tuple[str, ...]] = []

    def extend(line: tuple[str, ...]) -> None:
        lines.append(line)
        for name, activity in process.activities.items():
            if line[-1] in {link.activity for link in activity.after}:
                extend((*line, name))

    for name in process.activities:
        if behind is None or name == behind:
            extend((name,))
    return lines


def list_ancestors(process: ProcessDefinition, name: str) -> set[str]:
    found = {link.activity for link in process.activities[name].after}
    return found.union(*(list_ancestors(process, one) for one in found))


def count_days(process: ProcessDefinition, line: tuple[str, ...], *, guarded: bool) -> int:
    steps = [process.activities[name] for name in line]
    return sum(step.limit.amount for step in steps if step.limit and (guarded or step.when is None))


@settings(max_examples=150, deadline=None)
@given(draw_process())
def test_a_promise_is_found_wrong_exactly_when_some_line_or_no_line_reaches_it(process: ProcessDefinition) -> None:
    source, _, moment = (process.promised_from or "").partition(".")
    skipped = 1 if moment == "done" else 0
    needed = max(
        count_days(process, line[skipped:], guarded=False) for line in list_lines(process, behind=source or None)
    )
    before = list_ancestors(process, source) | ({source} if skipped else set()) if source else set()
    apart = [line for line in list_lines(process, behind=None) if not before & set(line)]
    used = max((count_days(process, line, guarded=True) for line in apart), default=0)
    assert process.promised is not None

    found = diagnose(process, select=["ZL602"])

    promised = process.promised.amount
    if needed > promised:
        assert [str(one.fields["work"]) for one in found] == [f"{needed}wd"]
        assert found[0].remedy is None
    elif 0 < used < promised:
        assert [str(one.fields["work"]) for one in found] == [f"{used}wd"]
        assert found[0].remedy is not None
    else:
        assert found == ()
