"""Fields of forms made from the fields of a definition: what is asked, in the definition's words, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zaizao.definition.model import Field
from zaizao_city.desk.selectors.wording import say_option
from zaizao_city.foundation.ui.words import speak

LONGEST = 200
YES_NO = (("yes", _("是")), ("no", _("否")))
PREFIX = "fact-"


def add_fields(form: forms.Form, fields: Mapping[str, Field], *, required: bool = True) -> None:
    """Add what a definition asks to a form."""
    for name, declared in fields.items():
        form.fields[f"{PREFIX}{name}"] = make_field(declared, name, required=required)


def read_facts(form: forms.Form) -> dict[str, object]:
    """What was filled in, by the names of the definition; what was left open is not said."""
    said = {name.removeprefix(PREFIX): value for name, value in form.cleaned_data.items() if name.startswith(PREFIX)}
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def make_field(declared: Field, name: str, *, required: bool = True) -> forms.Field:
    """One field of a definition as a field of a form."""
    said: dict[str, Any] = {
        "label": declared.name.say(speak()) if declared.name else name,
        "help_text": declared.purpose.say(speak()) if declared.purpose else "",
        "required": required,
    }
    kind = declared.type.strip()
    if declared.options and kind.startswith("list"):
        choices = [(one, say_option(one)) for one in declared.options]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **said)
    if declared.options:
        choices = [("", _("请选择")), *((one, say_option(one)) for one in declared.options)]
        return forms.ChoiceField(choices=choices, **said)
    if kind == "boolean":
        return TruthField(choices=YES_NO, widget=forms.RadioSelect, **said)
    if kind == "number":
        return NumberField(**said)
    if kind == "date":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **said)
    if kind.startswith("list"):
        return LinesField(**said)
    return forms.CharField(max_length=LONGEST, **said)


class TruthField(forms.ChoiceField):
    """Yes or no, as a truth value; None where nothing was said and nothing had to be."""

    def clean(self, value: Any) -> Any:
        """The truth value."""
        return {"yes": True, "no": False}.get(super().clean(value))


class NumberField(forms.CharField):
    """A number as people write it; what is none is said to be none, and stays as it was written."""

    def __init__(self, **said: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        super().__init__(max_length=30, widget=widget, **said)

    def clean(self, value: Any) -> Any:
        """The number."""
        text = super().clean(value).replace(",", "").replace("，", "")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
            raise ValidationError(_("要填数字，比如 180。"))
        return number


class LinesField(forms.CharField):
    """Several texts, one a line."""

    def __init__(self, **said: Any) -> None:
        super().__init__(max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **said)

    def clean(self, value: Any) -> Any:
        """The texts."""
        return [line.strip()[:LONGEST] for line in super().clean(value).splitlines() if line.strip()]


class OrderedField(forms.MultiValueField):
    """Up to three of some choices, in an order: the first, then the second, then the third."""

    def __init__(self, choices: Sequence[tuple[str, str]], *, required: bool, **said: Any) -> None:
        orders = (_("首先"), _("其次"), _("再次"))
        whole = [[("", order), *choices] for order in orders]
        fields = [forms.ChoiceField(choices=one, required=False) for one in whole]
        selects = [
            forms.Select(choices=one, attrs={"aria-label": order}) for one, order in zip(whole, orders, strict=True)
        ]
        widget = _Selects(selects)
        super().__init__(fields, widget=widget, require_all_fields=False, required=required, **said)

    def compress(self, data_list: Sequence[str]) -> list[str]:
        """Those that were chosen, each once, in their order."""
        return list(dict.fromkeys(one for one in data_list or () if one))


class _Selects(forms.MultiWidget):
    """Selects below each other."""

    use_fieldset = True

    def decompress(self, value: Any) -> list[str]:
        """The values of the selects."""
        return [*(value or ()), "", "", ""][:3]
