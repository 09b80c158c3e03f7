"""From a row of text to an item: every cell checked, every problem gathered. What is stored is not looked at here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from zaizao.units import Limit, LimitError, parse_limit
from zaizao_city.catalogue.enums import Audience, ItemKind, ItemStatus, Trust
from zaizao_city.catalogue.mapping.codes import split_code
from zaizao_city.catalogue.mapping.columns import BY_HEADING, COLUMNS, ELEMENT_NAMES
from zaizao_city.catalogue.mapping.problems import RowProblem
from zaizao_city.catalogue.mapping.reading import SourceRow
from zaizao_city.identity.numbers import find_credit_problem

NATIONAL_KINDS = {
    "1": ItemKind.LICENCE, "01": ItemKind.LICENCE, "5": ItemKind.PAYMENT, "05": ItemKind.PAYMENT,
    "7": ItemKind.CONFIRMATION, "07": ItemKind.CONFIRMATION, "8": ItemKind.REWARD, "08": ItemKind.REWARD,
    "9": ItemKind.RULING, "09": ItemKind.RULING, "10": ItemKind.OTHER_POWER, "20": ItemKind.PUBLIC_SERVICE,
    "行政裁决": ItemKind.RULING, "备案": ItemKind.FILING,
}  # fmt: skip
"""The numbers of the national kinds (GB/T 39554.1-2020), as service sites write them."""

FALLBACK_CLAUSES = (
    "其他材料",
    "其它材料",
    "法律法规规定的其他",
    "法律、法规规定的其他",
    "规定的其他条件",
    "需要提供的其他",
)
_LIMIT = re.compile(r"(\d{1,6})\s*个?(工作日|工作小时|自然日|日|天|个?月|年|小时|分钟)")
_LIMIT_UNITS = {
    "工作日": "wd", "工作小时": "wh", "自然日": "d", "日": "d", "天": "d", "月": "mo", "个月": "mo", "年": "y",
    "小时": "h", "分钟": "min",
}  # fmt: skip
_BASIS = re.compile(r"《(?P<law>[^《》]{2,80})》(?P<article>第[^条]{1,10}条[^；;]{0,20})")
_MATERIAL = re.compile(r"(?P<name>.+?)(?:[\[［](?P<trust>[A-Za-z]{1,2})[\]］])?")
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}


@frozen
class ItemDraft:
    """An item as one row describes it; ``None`` for what the row does not speak of."""

    row: int
    values: Mapping[str, Any]
    elements: Mapping[str, str]
    bases: tuple[tuple[str, str], ...] | None = None
    materials: tuple[tuple[str, str], ...] | None = None
    organisation: str | None = None
    basic_code: str | None = None

    @property
    def code(self) -> str:
        """The implementation code, by which the item is known."""
        return str(self.values["code"])


@frozen
class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    row: SourceRow
    cells: dict[str, str] = field(factory=dict)
    problems: list[RowProblem] = field(factory=list)

    def complain(self, code: str, *, blocking: bool = True, **fields: object) -> None:
        """Note a problem of this row."""
        self.problems.append(RowProblem(self.row.number, code, fields, blocking))


def read_drafts(rows: list[SourceRow]) -> tuple[list[ItemDraft], list[RowProblem]]:
    """The items of the rows that can be taken over, and every problem of all rows in the order of the rows."""
    drafts: list[ItemDraft] = []
    problems: list[RowProblem] = []
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for row in rows:
        reader = _Reader(row)
        draft = _read_draft(reader)
        code, name = reader.cells.get("code", ""), (reader.cells.get("department", ""), reader.cells.get("name", ""))
        if code and code in codes:
            reader.complain("code-twice", value=code, row=codes[code])
        if all(name) and name in names:
            reader.complain("name-twice", row=names[name], blocking=False)
        codes.setdefault(code, row.number)
        names.setdefault(name, row.number)
        problems += reader.problems
        if draft is not None and not any(problem.blocking for problem in reader.problems):
            drafts.append(draft)
    return drafts, problems


def _read_draft(reader: _Reader) -> ItemDraft | None:
    if not reader.row.values:
        reader.complain("not-a-row")
        return None
    _read_cells(reader)
    cells = reader.cells
    values: dict[str, Any] = {name: cells[name] for name in ("code", "name", "department") if name in cells}
    values |= {name: cells[name] for name in ("name_en", "area_code", "level", "process") if name in cells}
    for name, read in _READERS.items():
        if name in cells:
            values[name] = read(reader, cells[name])
    _compare_limits(reader, values)
    _read_code(reader, values)
    return ItemDraft(
        reader.row.number,
        values,
        {name: cells[name] for name in sorted(ELEMENT_NAMES & cells.keys())},
        bases=_read_bases(reader) if "bases" in cells else None,
        materials=_read_materials(reader) if "materials" in cells else None,
        organisation=cells.get("organisation"),
        basic_code=cells.get("basic_code") or values.pop("_basic", None),
    )


def _read_cells(reader: _Reader) -> None:
    for heading, cell in reader.row.values.items():
        column = BY_HEADING.get(heading)
        if column is None:
            reader.complain("unknown-column", column=heading[:40], blocking=False)
            continue
        text = unicodedata.normalize("NFC", cell).strip()
        if any(unicodedata.category(letter) in _HIDDEN and letter not in "\n\t" for letter in text):
            reader.complain("control-character", column=column.heading)
        if len(text) > column.most:
            reader.complain("too-long", column=column.heading, length=len(text), most=column.most)
        reader.cells[column.attribute] = text
        clause = next((clause for clause in FALLBACK_CLAUSES if clause in text), None)
        if clause and column.attribute in {"conditions", "materials"}:
            reader.complain("fallback-clause", column=column.heading, value=clause)
    for column in COLUMNS:
        if column.required and not reader.cells.get(column.attribute):
            reader.complain("missing", column=column.heading)


def _read_kind(reader: _Reader, text: str) -> str:
    if not text:
        return ItemKind.UNKNOWN
    if text in NATIONAL_KINDS:
        return NATIONAL_KINDS[text]
    found = _find_choice(ItemKind.choices, text)
    if found is None and text.isdigit():
        reader.complain("kind-unknown", value=text, blocking=False)
        return ItemKind.UNKNOWN
    return found or _complain_word(reader, "事项类型", text, ItemKind.choices)


def _read_audience(reader: _Reader, text: str) -> str:
    found = Audience.UNKNOWN if not text else _find_choice(Audience.choices, text)
    return found or _complain_word(reader, "服务对象", text, Audience.choices)


def _read_status(reader: _Reader, text: str) -> str:
    found = ItemStatus.ACTIVE if not text else _find_choice(ItemStatus.choices, text)
    return found or _complain_word(reader, "状态", text, ItemStatus.choices)


def _find_choice(choices: list[tuple[str, Any]], text: str) -> str | None:
    return next((value for value, label in choices if text in {value, str(label)}), None)


def _complain_word(reader: _Reader, column: str, text: str, choices: list[tuple[str, Any]]) -> str:
    allowed = "、".join(str(label) for _, label in choices)
    reader.complain("unknown-word", column=column, value=text[:40], allowed=allowed)
    return ""


def _read_statutory(reader: _Reader, text: str) -> str:
    return _read_limit(reader, "法定办结时限", text)


def _read_promised(reader: _Reader, text: str) -> str:
    return _read_limit(reader, "承诺办结时限", text)


def _read_limit(reader: _Reader, column: str, text: str) -> str:
    if not text or text in {"即办", "无"}:
        return ""
    spoken = _LIMIT.fullmatch(text)
    try:
        return str(parse_limit(f"{int(spoken[1])}{_LIMIT_UNITS[spoken[2]]}" if spoken else text))
    except LimitError:
        reader.complain("bad-limit", column=column, value=text[:40])
        return ""


def _read_body_code(reader: _Reader, text: str) -> str:
    if text and find_credit_problem(text) is not None:
        reader.complain("body-code-shape", value=text[:40], blocking=False)
    return text


_READERS: dict[str, Callable[[_Reader, str], str]] = {
    "kind": _read_kind,
    "audience": _read_audience,
    "status": _read_status,
    "statutory_limit": _read_statutory,
    "promised_limit": _read_promised,
    "department_code": _read_body_code,
}


def _compare_limits(reader: _Reader, values: Mapping[str, Any]) -> None:
    if not (values.get("statutory_limit") and values.get("promised_limit")):
        return
    statutory: Limit = parse_limit(values["statutory_limit"])
    promised: Limit = parse_limit(values["promised_limit"])
    shown = {"statutory": str(statutory), "promised": str(promised)}
    if statutory.unit is not promised.unit:
        reader.complain("promise-unit", **shown, blocking=False)
    elif promised.amount > statutory.amount:
        reader.complain("promise-longer", **shown)


def _read_code(reader: _Reader, values: dict[str, Any]) -> None:
    if not values.get("code"):
        return
    parts = split_code(values["code"])
    if parts is None:
        reader.complain("code-shape", value=values["code"][:80], blocking=False)
        return
    values.setdefault("level", parts.level)
    if len(parts.basic) == 12:
        values["_basic"] = parts.basic


def _read_bases(reader: _Reader) -> tuple[tuple[str, str], ...]:
    bases: dict[tuple[str, str], None] = {}
    for part in filter(None, (text.strip() for text in re.split(r"[；;\n]", reader.cells["bases"]))):
        found = _BASIS.fullmatch(part)
        if found is None:
            reader.complain("bad-basis", value=part[:60])
        else:
            bases[found["law"], found["article"].strip()] = None
    return tuple(bases)


def _read_materials(reader: _Reader) -> tuple[tuple[str, str], ...]:
    """Names and trust; one that is not said is C: handed in by the applicant, to be compared with the original."""
    materials: dict[str, str] = {}
    for part in filter(None, (text.strip() for text in re.split(r"[；;\n]", reader.cells["materials"]))):
        found = _MATERIAL.fullmatch(part)
        trust = (found["trust"] or Trust.C) if found else ""
        if found is None or trust not in Trust.values:
            reader.complain("bad-trust", value=part[:60])
        elif len(found["name"]) > 200:
            reader.complain("too-long", column="申请材料", length=len(found["name"]), most=200)
        else:
            materials[found["name"].strip()] = trust
    return tuple(materials.items())
