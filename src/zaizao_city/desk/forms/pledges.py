"""What is asked when a pledge is checked, and when a person decides what follows a broken one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.desk.forms.acts import WORDS, write_area

Choices = Sequence[tuple[str, str]]


class CheckForm(forms.Form):
    """What the check found."""

    kept = forms.ChoiceField(
        label=_("核查结果"), choices=[("yes", _("属实")), ("no", _("不实"))], widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label=_("核查情况"), help_text=_("什么时候、怎样核查的，看到了什么"), max_length=WORDS, widget=write_area()
    )


class RevokeForm(forms.Form):
    """Which permit, and why (行政许可法 第69条)."""

    result = forms.ChoiceField(label=_("拟撤销的证照批文"), widget=forms.RadioSelect)
    ground = forms.CharField(
        label=_("撤销事由"), help_text=_("会告知当事人，请写事实"), max_length=WORDS, widget=write_area()
    )

    def __init__(self, *args: Any, holdings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = list(holdings)  # type: ignore[attr-defined]


class CreditForm(forms.Form):
    """Why, and resting on what."""

    reason = forms.CharField(label=_("事由"), max_length=WORDS, widget=write_area())
    basis = forms.CharField(label=_("依据"), help_text=_("文件名称、文号和条款"), max_length=200)


class MendForm(forms.Form):
    """Why an entry no longer counts."""

    reason = forms.CharField(
        label=_("修复理由"), help_text=_("整改了什么，核实过没有"), max_length=WORDS, widget=write_area()
    )
