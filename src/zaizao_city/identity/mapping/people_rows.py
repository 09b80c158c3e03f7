"""A row of people and enterprises of an old system: which columns there are, and everything that is wrong with one row.

Whether somebody is registered already is asked elsewhere. No refusal says a number in full.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.errors import NumberWrongError
from zaizao_city.identity.mapping.people_faults import (
    ColumnsDoubledError,
    ColumnsMissingError,
    ColumnsUnknownError,
    EmailWrongError,
    NumberLostError,
    TextOddError,
    TextTooLongError,
    ValueMissingError,
)
from zaizao_city.identity.models import Enterprise, Person
from zaizao_city.identity.numbers import MASK, find_problem, normalise_number

COLUMNS = {
    "name": _("姓名"), "number": _("身份证号码"), "mobile": _("手机号码"), "email": _("电子邮箱"),
    "enterprise": _("企业名称"), "credit_code": _("统一社会信用代码"),
}  # fmt: skip
CHINESE = {
    "姓名": "name", "身份证号码": "number", "手机号码": "mobile", "电子邮箱": "email",
    "企业名称": "enterprise", "统一社会信用代码": "credit_code",
}  # fmt: skip
"""How tables name the columns, whatever the language in force."""

KNOWN = "、".join(f"{english}/{chinese}" for chinese, english in CHINESE.items())
OF_PERSON = ("name", "number", "mobile", "email")
NUMBERS = {"number": NumberKind.RESIDENT, "mobile": NumberKind.MOBILE, "credit_code": NumberKind.CREDIT_CODE}
LONGEST_EMAIL = 120
_LENGTHS = {
    "name": Person._meta.get_field("name").max_length,  # noqa: SLF001 - Django's public name
    "enterprise": Enterprise._meta.get_field("name").max_length,  # noqa: SLF001
    "email": LONGEST_EMAIL,
}
_ODD = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Kinds of signs that nobody writes: controls, marks that turn the direction, halves of signs, ends of lines."""

_ROUNDED = re.compile(r"[0-9]([.][0-9]+)?E\+?[0-9]+")
_DIGITS = re.compile(r"\d{5,}")
_MOST_NAMES, _LONGEST_NAME = 10, 40


@frozen
class PersonDraft:
    """Somebody as a row names them; the numbers are cleaned and keep their standards."""

    name: str
    number: str
    mobile: str = ""
    email: str = ""


@frozen
class EnterpriseDraft:
    """An enterprise as a row names it."""

    name: str
    credit_code: str


@frozen
class RowDraft:
    """What a row asks for: a person, an enterprise, or an enterprise and its representative."""

    person: PersonDraft | None
    enterprise: EnterpriseDraft | None


def find_column(name: str) -> str:
    """The column of that name in English or Chinese, or nothing."""
    plain = name.strip().lower()
    return CHINESE.get(plain, plain if plain in COLUMNS else "")


def name_columns(names: Sequence[str]) -> list[str]:
    """The columns of a header in its order, nothing for one without a name.

    Raises:
        ColumnsMissingError: it is no header, or not enough of one to know anybody by.
        ColumnsUnknownError: names that are not ours: nothing is left out in silence. ColumnsDoubledError: one twice.
    """
    found = [find_column(name) for name in names]
    if not any(found):
        raise ColumnsMissingError(known=KNOWN)
    check_names(names)
    if not {"name", "number"} <= set(found) and not {"enterprise", "credit_code"} <= set(found):
        raise ColumnsMissingError(known=KNOWN)
    return found


def check_names(names: Sequence[str]) -> None:
    """Pass names of columns that are ours, each once.

    Raises:
        ColumnsUnknownError: some are not ours. ColumnsDoubledError: two mean the same.
    """
    unknown = [name for name in names if name.strip() and not find_column(name)]
    if unknown:
        raise ColumnsUnknownError(names=show_names(unknown), known=KNOWN)
    found = [find_column(name) for name in names if name.strip()]
    doubled = [name for name in COLUMNS if found.count(name) > 1]
    if doubled:
        raise ColumnsDoubledError(names=_join(doubled))


def show_names(names: Iterable[str]) -> str:
    """Names from a file as they may be shown: a table without a header has people's numbers where names are expected."""
    shown = []
    for name in [*names][:_MOST_NAMES]:
        plain = "".join(sign if unicodedata.category(sign) not in _ODD else " " for sign in name[:_LONGEST_NAME])
        shown.append(_DIGITS.sub(lambda digits: MASK * len(digits[0]), plain.strip()))
    return "、".join(shown)


def read_row(cells: Mapping[str, str]) -> tuple[RowDraft, list[Refusal]]:
    """What the row asks for, and everything that is wrong with it; with anything wrong, it is not to be followed."""
    values = {name: cells.get(name, "").strip() for name in COLUMNS}
    faults: list[Refusal] = [ValueMissingError(field=COLUMNS[name]) for name in _list_missing(values)]
    for name, kind in NUMBERS.items():
        if values[name]:
            values[name] = normalise_number(values[name])
            faults += _judge_number(kind, values[name])
    for name, most in _LENGTHS.items():
        faults += _judge_text(name, values[name], most=most)
    person = PersonDraft(*(values[name] for name in OF_PERSON)) if values["number"] else None
    enterprise = EnterpriseDraft(values["enterprise"], values["credit_code"]) if values["credit_code"] else None
    return RowDraft(person, enterprise), faults


def _list_missing(values: Mapping[str, str]) -> list[str]:
    """What a row must say and does not; who is named at all, is named with a number."""
    needed = []
    if any(values[name] for name in OF_PERSON) or not (values["enterprise"] or values["credit_code"]):
        needed += ["name", "number"]
    if values["enterprise"] or values["credit_code"]:
        needed += ["enterprise", "credit_code"]
    return [name for name in needed if not values[name]]


def _judge_number(kind: NumberKind, number: str) -> list[Refusal]:
    if _ROUNDED.fullmatch(number):
        return [NumberLostError(kind=kind.label)]
    problem = find_problem(kind, number)
    return [NumberWrongError(kind=kind.label, problem=problem.label)] if problem else []


def _judge_text(name: str, text: str, *, most: int) -> list[Refusal]:
    faults: list[Refusal] = []
    if len(text) > most:
        faults.append(TextTooLongError(field=COLUMNS[name], most=most))
    if any(unicodedata.category(sign) in _ODD for sign in text):
        faults.append(TextOddError(field=COLUMNS[name]))
    elif name == "email" and text and not faults and not _is_address(text):
        faults.append(EmailWrongError())
    return faults


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _join(names: Iterable[str]) -> str:
    return "、".join(str(COLUMNS[name]) for name in names)
