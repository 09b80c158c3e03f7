"""Form fields made from the fields of a definition: what is asked, in the words of the definition, nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaizao.definition.expressions import type_of_field
from zaizao.definition.model import Field
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.selectors.answers import LONGEST, read_value, write_value

FEW = 6
YES_NO = (("yes", gettext_lazy("是")), ("no", gettext_lazy("否")))


class DefinedForm(forms.Form):
    """The fields of a definition that are named, asked in their order; ``cleaned_data`` holds values of their types."""

    def __init__(self, fields: Mapping[str, Field], *args: Any, optional: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, declared in fields.items():
            self.fields[name] = make_field(declared, name, required=name not in set(optional))


def make_field(declared: Field, name: str, *, required: bool = True) -> forms.Field:
    """One field of a definition as a field of a form."""
    found = type_of_field(declared)
    kind = found.kind if found is not None else "string"
    said: dict[str, Any] = {
        "label": declared.name.say(speak()) if declared.name else name,
        "help_text": declared.purpose.say(speak()) if declared.purpose else "",
        "required": required,
        "error_messages": {"required": _("还没有填")},
    }
    if declared.options:
        return _make_choice([(one, one) for one in declared.options], said)
    if kind == "boolean":
        return TruthField(choices=YES_NO, widget=forms.RadioSelect, **said)
    if kind == "number":
        return NumberField(**said)
    if kind == "date":
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"), **said
        )
    if kind == "list":
        return LinesField(**said)
    return forms.CharField(max_length=LONGEST, **said)


def _make_choice(choices: list[tuple[str, str]], said: dict[str, Any]) -> forms.Field:
    if len(choices) <= FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
    return forms.ChoiceField(choices=[("", _("请选择")), *choices], **said)


class TruthField(forms.ChoiceField):
    """Yes or no, as a truth value."""

    def clean(self, value: Any) -> Any:
        """True, False, or None where nothing was said and nothing had to be."""
        return read_value("boolean", super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """The word of the choice."""
        return write_value(value) if isinstance(value, bool) else value


class NumberField(forms.CharField):
    """A number as people write it; what is no number is said to be none, and stays as it was written."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}), **said
        )

    def clean(self, value: Any) -> Any:
        """The number."""
        text = super().clean(value)
        number = read_value("number", text) if text else None
        if text and number is None:
            raise ValidationError(_("要填数字，比如 180"))
        return number


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, **said: Any) -> None:
        hint = _("一行写一个")
        said["help_text"] = f"{said['help_text']} {hint}".strip()
        super().__init__(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **said)

    def clean(self, value: Any) -> Any:
        """The texts."""
        return [line.strip()[:LONGEST] for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """The texts below each other."""
        return "\n".join(str(one) for one in value) if isinstance(value, list) else value


def show_initial(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a draft as a form shows them."""
    return {
        name: value.isoformat()
        if isinstance(value, dt.date)
        else value
        if isinstance(value, (bool, list))
        else str(value)
        for name, value in values.items()
        if value is not None
    }
