"""Rows of a table of organisations as values: what each says, and what is wrong with it by itself or beside the others.

What stands in the database is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import frozen
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import Level, OrganisationKind
from zaizao_city.identity.services.organisations import CODE

HEADINGS = {
    "code": ("编码", "单位编码"),
    "name": ("名称", "单位名称"),
    "name_en": ("英文名称",),
    "kind": ("类别",),
    "level": ("层级",),
    "parent": ("上级", "上级编码"),
    "acts_as": ("承办", "承办机关"),
}
"""The columns, and the headings under which each is taken besides its own name."""
NEEDED = ("code", "name", "kind", "level")
LONGEST = {"code": 64, "name": 120, "name_en": 160}
_BETWEEN = re.compile(r"[\s,;，；、]+")
_Choice = TypeVar("_Choice", bound=TextChoices)
Say = Callable[[int, str], None]
"""Takes the number of a row and what is wrong with it."""


class ColumnsUnknownError(Refusal):
    """A table has columns that nobody knows, or lacks some that are needed; fields: unknown, missing, known."""

    code = "columns-unknown"
    reason = gettext_lazy("表头不对。不认识的列：{unknown}；缺少的列：{missing}。")
    way_forward = gettext_lazy("请把第一行改成这些列名，一列一次：{known}。")


@frozen
class OrganisationRow:
    """One organisation: ``parent`` is a code or nothing; ``acts_as`` are organs of the definitions whose work it does."""

    number: int
    code: str
    name: str
    name_en: str
    kind: OrganisationKind
    level: Level
    parent: str
    acts_as: tuple[str, ...]


def read_organisations(rows: Iterable[tuple[int, Mapping[str, str]]], say: Say) -> list[OrganisationRow]:
    """The organisations of the rows that can be read, in their order; of the others ``say`` is told what is wrong.

    Raises:
        ColumnsUnknownError: a heading that nobody knows, or one that is needed and is not there.
    """
    rows = list(rows)
    columns = _find_columns({heading for _number, values in rows for heading in values})
    seen: dict[str, int] = {}
    read = []
    for number, values in rows:
        row = _read_row(number, {name: values.get(heading, "").strip() for heading, name in columns.items()}, say)
        if row is not None and row.code in seen:
            say(number, _("编码“{code}”在第 {row} 行已经出现过。").format(code=row.code, row=seen[row.code]))
        elif row is not None:
            seen[row.code] = number
            read.append(row)
    return read


def _find_columns(headings: set[str]) -> dict[str, str]:
    names = {also: name for name, others in HEADINGS.items() for also in (name, *others)}
    unknown = sorted(headings - names.keys())
    columns = {heading: names[heading] for heading in headings - set(unknown)}
    missing = [HEADINGS[name][0] for name in NEEDED if name not in columns.values()]
    if unknown or missing or len(set(columns.values())) < len(columns):
        raise ColumnsUnknownError(
            unknown="、".join(unknown) or "—",
            missing="、".join(missing) or "—",
            known="、".join(others[0] for others in HEADINGS.values()),
        )
    return columns


def _read_row(number: int, said: Mapping[str, str], say: Say) -> OrganisationRow | None:
    faults = list(_find_faults(said))
    kind, level = _find_choice(OrganisationKind, said["kind"]), _find_choice(Level, said["level"])
    if kind is None:
        faults.append(_say_choices(_("类别"), said["kind"], OrganisationKind))
    if level is None:
        faults.append(_say_choices(_("层级"), said["level"], Level))
    for fault in faults:
        say(number, fault)
    if faults or kind is None or level is None:
        return None
    acts_as = tuple(dict.fromkeys(filter(None, _BETWEEN.split(said.get("acts_as", "")))))
    return OrganisationRow(
        number, said["code"], said["name"], said.get("name_en", ""), kind, level, said.get("parent", ""), acts_as
    )


def _find_faults(said: Mapping[str, str]) -> Iterable[str]:
    if not CODE.fullmatch(said["code"]):
        yield _("编码“{code}”不行：只用小写字母、数字和单个连字符。").format(code=said["code"][:80])
    if not said["name"]:
        yield _("没有名称。")
    for name, most in LONGEST.items():
        if len(said.get(name, "")) > most:
            yield _("“{heading}”太长，最多 {most} 个字。").format(heading=HEADINGS[name][0], most=most)
    if any("\0" in text for text in said.values()):
        yield _("含有不能保存的字符（U+0000）。")


def _find_choice(choices: type[_Choice], text: str) -> _Choice | None:
    """By its value or by what the screen calls it."""
    return next((one for one in choices if text in (one.value, str(one.label))), None)


def _say_choices(heading: str, text: str, choices: type[TextChoices]) -> str:
    known = "、".join(f"{one.label}（{one.value}）" for one in choices)
    return _("{heading}“{text}”不认识；可以写：{known}。").format(heading=heading, text=text[:40], known=known)


def sort_by_parent(rows: Sequence[OrganisationRow], say: Say) -> list[OrganisationRow]:
    """The rows, those above before those below them; ``say`` is told of those that are above themselves."""
    waiting = {row.code: row for row in rows}
    sorted_rows: list[OrganisationRow] = []
    while waiting:
        ready = [row for row in waiting.values() if row.parent not in waiting]
        if not ready:
            for row in waiting.values():
                say(row.number, _("上级“{parent}”绕了一圈又回到“{code}”。").format(parent=row.parent, code=row.code))
            return sorted_rows
        sorted_rows += ready
        waiting = {code: row for code, row in waiting.items() if row not in ready}
    return sorted_rows
