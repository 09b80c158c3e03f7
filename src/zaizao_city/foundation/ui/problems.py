"""The problems of forms as a list that can be linked: all at once, each at its field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence, and the id of the field it belongs to (empty: the form as a whole)."""

    text: str
    target: str


def list_problems(forms: Iterable[BaseForm]) -> list[Problem]:
    """Every problem of the forms, in the order of their fields, what concerns a whole form first."""
    return [problem for form in forms if form.is_bound for problem in _list_one(form)]


def _list_one(form: BaseForm) -> Iterable[Problem]:
    for text in form.non_field_errors():
        yield Problem(str(text), "")
    for field in form:
        for text in field.errors:
            named = f"{field.label}：{text}" if field.label else str(text)
            yield Problem(named, _find_target(field))


def _find_target(field: object) -> str:
    auto_id = str(getattr(field, "auto_id", "") or "")
    return f"{auto_id}_0" if getattr(field, "use_fieldset", False) else auto_id
