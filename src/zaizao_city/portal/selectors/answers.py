"""Answers as they travel in an address, and as values of the definition; what cannot be read is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from zaizao.definition import ProcessDefinition
from zaizao.guidance import Question, list_questions
from zaizao.wording.values import format_value
from zaizao_city.foundation.ui.words import speak

Answers = dict[str, object]
LONGEST = 200
TRUTH = {"yes": True, "no": False}


def read_answers(definition: ProcessDefinition, said: Mapping[str, str]) -> Answers:
    """The answers to questions of the definition, in the order in which they were given."""
    questions = {question.field: question for question in list_questions(definition)}
    read = {name: read_answer(questions[name], text) for name, text in said.items() if name in questions}
    return {name: value for name, value in read.items() if value is not None}


def read_answer(question: Question, text: str) -> object | None:
    """One answer as a value of the field's type; None where it is none."""
    text = text.strip()[:LONGEST]
    if question.options:
        return text if text in question.options else None
    return read_value(question.kind, text)


def read_value(kind: str, text: str) -> object | None:
    """A text as a value of a kind of field; None where it is none."""
    if kind == "boolean":
        return TRUTH.get(text)
    if kind == "number":
        return _read_number(text)
    if kind == "date":
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return None
    return text or None


def _read_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def write_value(value: object) -> str:
    """A value as it stands in an address or is kept with a draft."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_query(answers: Mapping[str, object]) -> str:
    """The answers as the query of an address, in their order; empty where there are none."""
    return urlencode({name: write_value(value) for name, value in answers.items()})


def say_answer(value: object) -> str:
    """An answer as people read it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return format_value(value, language=speak())
