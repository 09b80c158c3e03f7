"""A redesign told to people and to programs: figures before and after, every change with its law, the proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from zaizao.cli.columns import Row, cut_lines, write_columns
from zaizao.cli.proofs import tell_verdict
from zaizao.diagnosis import Finding, diagnose_all
from zaizao.redesign import Change, Figures, Redesign
from zaizao.wording import say

REDUCTIONS = ("materials", "sheets", "certificates", "visits", "elapsed", "activities", "hand_overs")
"""The figures that are told: the four reductions, of the materials also the sheets, and what is behind them."""
WIDTH = 96
_DOES_AS_WELL = {"merge": {"eliminate", "integrate"}, "integrate": {"merge"}}


class Told(Struct, frozen=True):
    """One change with what the diagnosis says about its elements."""

    change: Change
    codes: tuple[str, ...]
    laws: tuple[str, ...]


def list_told(found: Redesign, *, on: dt.date | None = None) -> tuple[Told, ...]:
    """The changes with the findings they answer, and the law: of the ground, and of those findings."""
    findings = [one for each in diagnose_all(found.before, on=on) for one in each]
    citations = _cite_bases(found, on=on)
    return tuple(_tell(change, findings, citations) for change in found.changes)


def _tell(change: Change, findings: Sequence[Finding], citations: Mapping[str, str]) -> Told:
    answered = [one for one in findings if any(_concerns(one, element) for element in change.elements)]
    answered = [one for one in answered if _is_remedied(one, change.operator)]
    basis = citations.get(change.ground.basis or "")
    laws = [basis] if basis is not None else []
    laws += [evidence.law for one in answered for evidence in one.evidence if evidence.law is not None]
    words = change.words()
    laws = [law for law in laws if law not in words]  # such as the repealed basis that the words name already
    codes = dict.fromkeys(one.rule.code for one in answered)
    return Told(change, tuple(codes), tuple(dict.fromkeys(laws)))


def _is_remedied(finding: Finding, operator: str) -> bool:
    """Whether the operator does what the finding asks for; making one of several also takes the others away."""
    named = {finding.rule.operator, finding.remedy.operator if finding.remedy is not None else None}
    return bool(named & ({operator} | _DOES_AS_WELL.get(operator, set())))


def _concerns(finding: Finding, element: str) -> bool:
    """Whether a finding is about an element of a change: ``PROCESS/table/ID`` or ``…/after/SOURCE``."""
    process, table, name, *rest = [*element.split("/"), "", ""][:5]
    if not name or finding.process != process:
        return False
    place = f"{table}.{name}.after[{rest[1]}]" if rest and rest[0] == "after" else f"{table}.{name}"
    return finding.anchor == place or finding.anchor.startswith((f"{place}.", f"{place}["))


def _cite_bases(found: Redesign, *, on: dt.date | None) -> dict[str, str]:
    """What each basis of the processes and each rule of the table is called."""
    from zaizao.law import describe_rule, national_rules

    cited = {
        name: f"《{basis.law}》{basis.article or ''}" for each in found.before for name, basis in each.bases.items()
    }
    rules = national_rules().list_rules(on=on) if on is not None else ()
    return cited | {rule.key: str(describe_rule(rule, language="zh")["citation"]) for rule in rules}


def describe_redesign(found: Redesign, *, on: dt.date | None, language: str) -> dict[str, Any]:
    """As `zaizao redesign --format json` prints it."""
    plain = found.to_plain()
    for written, told in zip(plain["changes"], list_told(found, on=on), strict=True):
        written["laws"] = list(told.laws)
        written["findings"] = list(told.codes)
    for written, loss in zip(plain["verdict"]["losses"], found.verdict.losses, strict=True):
        written["text"] = say(loss.code, loss.to_problem().fields, language)
    return plain


def write_redesign(found: Redesign, *, on: dt.date | None, language: str) -> str:
    """For a terminal of 100 columns."""
    lines = [*_write_head(found, language), "", *write_columns(tell_figures(found, language)), ""]
    lines += _write_changes(list_told(found, on=on), language)
    lines += _write_front(found, language)
    lines += ["", *tell_verdict(found.verdict, language, after=found.after)]
    return "\n".join(lines)


def _write_head(found: Redesign, language: str) -> Iterator[str]:
    names = tuple(each.name.say(language) for each in found.before)
    fields = {"before": names, "after": found.after.name.say(language)}
    yield from cut_lines(say("cli-redesign-head", fields, language), width=WIDTH)


def tell_figures(found: Redesign, language: str) -> list[Row]:
    """Rows with a head: each figure twice: for everything, and for what does not rest on an assumption."""
    before, after = found.measures_before, found.measures_after
    heads = tuple(say(f"cli-redesign-{key}", {}, language) for key in ("figure", "before", "after"))
    founded = tuple(say(f"cli-redesign-founded-{key}", {}, language) for key in ("before", "after"))
    rows: list[Row] = [(*heads, *founded)]
    for name in REDUCTIONS:
        cells = [_tell_figure(each, name) for each in (before.everything, after.everything)]
        cells += [_tell_figure(each, name) for each in (before.founded, after.founded)]
        rows.append((say(f"cli-figure-{name}", {}, language), *cells))
    for item, days in after.everything.items.items():
        declared = found.after.items.get(item)
        label = declared.name.say(language) if declared is not None and declared.name is not None else item
        was = _find_before(found, item, before.everything)
        founded_was = _find_before(found, item, before.founded)
        founded_now = after.founded.items.get(item)
        row = (
            "  " + label,
            was,
            _write_days(days),
            founded_was,
            "—" if founded_now is None else _write_days(founded_now),
        )
        rows.append(row)
    return rows


def _find_before(found: Redesign, item: str, figures: Figures) -> str:
    """The days of the item before: under its own name, or that of what it stands for."""
    declared = found.after.items.get(item)
    names = [origin.rpartition("/")[2] for origin in (declared.replaces if declared is not None else ())] or [item]
    days = [figures.items[name] for name in (*names, item) if name in figures.items]
    return _write_days(days[0]) if days else "—"


def _tell_figure(figures: Figures, name: str) -> str:
    return _write_days(figures.list_values()[name])


def _write_days(value: Any) -> str:
    return f"{round(float(value), 2):g}"


def _write_changes(told: Sequence[Told], language: str) -> Iterator[str]:
    yield say("cli-redesign-changes" if told else "cli-redesign-unchanged", {"count": len(told)}, language)
    for number, one in enumerate(told, start=1):
        operator = say(f"cli-operator-{one.change.operator}", {}, language)
        mark = say("cli-redesign-change", {"operator": operator, "words": one.change.words(language)}, language)
        yield from cut_lines(mark, width=WIDTH, first=f"{number:>3}  ", rest="     ")
        for line in _write_grounds(one, language):
            yield from cut_lines(line, width=WIDTH, first="     ", rest="       ")


def _write_grounds(told: Told, language: str) -> Iterator[str]:
    codes = told.codes
    if told.laws:
        yield (
            say("cli-redesign-law", {"laws": told.laws, "codes": codes}, language)
            if codes
            else say("cli-check-law", {"says": told.laws}, language)
        )
    elif codes:
        yield say("cli-redesign-finding", {"codes": codes}, language)
    moved = {name: value for name, value in told.change.effect.everything.items() if name in REDUCTIONS and value}
    if moved:
        parts = tuple(
            say("cli-redesign-moved", {"figure": say(f"cli-figure-{name}", {}, language),
                                       "by": ("+" if value > 0 else "−") + _write_days(abs(value))}, language)
            for name, value in moved.items()
        )  # fmt: skip
        yield say("cli-redesign-effect", {"parts": parts}, language)


def _write_front(found: Redesign, language: str) -> Iterator[str]:
    for one in found.front[1:]:
        values = one.measures.everything
        figures = tuple(
            f"{say(f'cli-figure-{name}', {}, language)} {_tell_figure(values, name)}"
            for name in ("materials", "certificates", "visits", "elapsed")
        )
        left_out = say(f"cli-operator-{one.name.removeprefix('without-')}", {}, language)
        yield ""
        yield from cut_lines(say("cli-redesign-front", {"name": left_out, "figures": figures}, language), width=WIDTH)
