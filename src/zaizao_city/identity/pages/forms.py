"""What is filled in to sign in and to look after one's account; parsing only, the services decide."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zaizao_city.identity.enums import NumberKind
from zaizao_city.identity.mapping.people_rows import LONGEST_EMAIL
from zaizao_city.identity.numbers import find_problem, normalise_number


class SignInForm(forms.Form):
    """Login and password."""

    login = forms.CharField(
        label=_("登录名"), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("密码"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The six digits that the device shows."""

    code = forms.CharField(
        label=_("六位动态口令"), max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short code-input"}
        ),
    )  # fmt: skip


class RecoveryCodeForm(forms.Form):
    """One of the ten codes."""

    code = forms.CharField(
        label=_("备用码"), max_length=20, help_text=_("形如 abcde-fghjk，每个只能用一次。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "class": "short"}),
    )  # fmt: skip


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = forms.CharField(
        label=_("新密码"), max_length=200, strip=False, help_text=_("至少 10 个字符。几个不相干的词连起来，好记也难猜。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("再输一遍新密码"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_again(self) -> str:
        """The same text twice."""
        again = str(self.cleaned_data["again"])
        if self.cleaned_data.get("new", again) != again:
            raise ValidationError(_("两遍输入的新密码不一样。"))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one twice."""

    present = forms.CharField(
        label=_("现在的密码"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    field_order = ("present", "new", "again")


class ContactForm(forms.Form):
    """How somebody is reached."""

    mobile = forms.CharField(
        label=_("手机号码"), max_length=20, required=False, help_text=_("办件有进展时发短信到这里。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "inputmode": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("电子邮箱"),
        max_length=LONGEST_EMAIL,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_mobile(self) -> str:
        """A number of the mainland, or nothing."""
        number = normalise_number(self.cleaned_data["mobile"])
        problem = find_problem(NumberKind.MOBILE, number) if number else None
        if problem:
            raise ValidationError(problem.label)
        return number


class PersonSearchForm(forms.Form):
    """Whose views to list; the number is posted, so that it stands in no address and no log."""

    number = forms.CharField(
        label=_("被查看人的身份证号码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_number(self) -> str:
        """A number that can be somebody's."""
        number = normalise_number(self.cleaned_data["number"])
        if problem := find_problem(NumberKind.RESIDENT, number):
            raise ValidationError(problem.label)
        return number
