"""The window's forms for accounts: what the identity card says, and what the citizen wishes to be called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.desk.forms.intake import read_number
from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.services.citizen_accounts import Card

_UNKEPT = {"autocomplete": "off", "spellcheck": "false"}
"""The next one at this counter is somebody else: the browser proposes nothing."""


class CardForm(forms.Form):
    """Number and name, as they stand on the card."""

    number = forms.CharField(
        label=_("身份证号码"), max_length=40,
        widget=forms.TextInput(attrs={**_UNKEPT, "autocapitalize": "characters", "autofocus": True}),
    )  # fmt: skip
    name = forms.CharField(label=_("姓名"), max_length=80, widget=forms.TextInput(attrs=_UNKEPT))

    def clean_number(self) -> str:
        """A number that can be somebody's."""
        return read_number(NumberKind.RESIDENT, self.cleaned_data["number"])

    def read_card(self) -> Card:
        """What was said."""
        return Card(name=self.cleaned_data["name"], number=self.cleaned_data["number"])


class _HeldCardForm(CardForm):
    """The second step: the card was looked up, and goes along unseen."""

    number = forms.CharField(max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(max_length=80, widget=forms.HiddenInput)


class OpenForm(_HeldCardForm):
    """A new account."""

    login = forms.CharField(
        label=_("登录名"), max_length=30, required=False,
        help_text=_("请本人起：小写字母开头，4 到 30 位，可以用数字。不用手机号和身份证号：登录名别人看得到。空着由系统起一个。"),
        widget=forms.TextInput(attrs={**_UNKEPT, "autocapitalize": "none"}),
    )  # fmt: skip
    mobile = forms.CharField(
        label=_("手机号码"), max_length=20, required=False, help_text=_("办件有进展时发短信到这里；以前登记过的，空着就不变。"),
        widget=forms.TextInput(attrs={**_UNKEPT, "inputmode": "tel"}),
    )  # fmt: skip

    def clean_mobile(self) -> str:
        """A number of the mainland, or nothing."""
        return read_number(NumberKind.MOBILE, self.cleaned_data["mobile"]) if self.cleaned_data["mobile"] else ""


class ResetForm(_HeldCardForm):
    """A new temporary password; nothing more to say."""


class ResetWithLoginForm(_HeldCardForm):
    """The same for an account that has no login to type yet."""

    login = OpenForm.base_fields["login"]
