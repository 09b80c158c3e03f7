"""Taking in: who applies and what the one form asks; the check list and the three ways it can end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zaizao.definition.model import Field
from zaizao_city.desk.forms.acts import WORDS, write_area
from zaizao_city.desk.forms.defined import add_fields
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.numbers import find_problem, normalise_number

MARK = "m-"
MARKS = frozenset({"here", "gap", "pledge", "missing"})


class QuestionForm(forms.Form):
    """What decides which materials are needed; asked before anything personal, and kept in the address."""

    def __init__(self, fields: Mapping[str, Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_fields(self, fields)


class ApplicantForm(forms.Form):
    """Who applies, what the one form asks, which materials are on the counter."""

    number = forms.CharField(
        label=_("申请人身份证号码"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip
    name = forms.CharField(label=_("申请人姓名"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    mobile = forms.CharField(
        label=_("手机号码"), max_length=20, required=False, help_text=_("办件有进展时发短信到这里"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    visited = forms.BooleanField(label=_("申请人本人到了现场，记一次跑动"), required=False, initial=True)

    def __init__(self, fields: Mapping[str, Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_fields(self, fields, required=False)
        self.order_fields(
            ["number", "name", "mobile", *(name for name in self.fields if name.startswith("fact-")), "visited"]
        )

    def clean_number(self) -> str:
        """A number that can be somebody's."""
        return read_number(NumberKind.RESIDENT, self.cleaned_data["number"])

    def clean_mobile(self) -> str:
        """A number of the mainland, or nothing."""
        return read_number(NumberKind.MOBILE, self.cleaned_data["mobile"]) if self.cleaned_data["mobile"] else ""


def read_number(kind: NumberKind, text: str) -> str:
    """The cleaned number, or what is wrong with it, for the field where it stands."""
    number = normalise_number(text)
    if problem := find_problem(kind, number):
        raise ValidationError(problem.label)
    return number


class TakeInForm(forms.Form):
    """The end of taking in; which words are needed depends on which way it ends."""

    use_required_attribute = False
    way = forms.ChoiceField(choices=[("accept", ""), ("correct", ""), ("decline", "")])
    seen = forms.IntegerField(required=False)
    text = forms.CharField(label=_("受理意见"), max_length=WORDS, required=False, widget=write_area(rows=2))
    reason = forms.CharField(
        label=_("说明"), help_text=_("每份缺什么、怎么补，一次说全；申请人只应被要求补正一次"), max_length=WORDS, required=False,
        widget=write_area(),
    )  # fmt: skip
    why = forms.CharField(label=_("不予受理的理由"), max_length=WORDS, required=False, widget=write_area())
    basis = forms.CharField(label=_("法律依据"), max_length=300, required=False)
    way_forward = forms.CharField(label=_("怎样就能办成"), max_length=WORDS, required=False, widget=write_area(rows=2))

    def clean(self) -> dict[str, Any]:
        """The words that the way chosen needs."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {"correct": ("reason",), "decline": ("why", "basis", "way_forward")}.get(said.get("way", ""), ())
        for name in needed:
            if not said.get(name):
                self.add_error(name, _("请写明“{field}”。").format(field=self.fields[name].label))
        return said


def read_marks(posted: Mapping[str, str]) -> dict[str, str]:
    """What the clerk ticked for each material, as it was sent; whether it may be asked at all, the service says."""
    return {
        name.removeprefix(MARK)[:80]: value
        for name, value in posted.items()
        if name.startswith(MARK) and value in MARKS
    }


class SignForm(forms.Form):
    """A pledge signed at the counter, in the applicant's presence."""

    signed_name = forms.CharField(
        label=_("申请人签名"), help_text=_("请申请人读完以上内容，自己输入姓名"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
