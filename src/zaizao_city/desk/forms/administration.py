"""The administrators' forms: organisations, people, citizens, roles; versions, transfers, imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.catalogue.enums import LedgerKind, Verdict
from zaizao_city.desk.forms.acts import WORDS, write_area
from zaizao_city.desk.forms.batch import ask_day
from zaizao_city.desk.forms.intake import read_number
from zaizao_city.identity.enums import Level, NumberKind, OrganisationKind, Role
from zaizao_city.identity.services.names import LONGEST_NAME, LONGEST_REASON

STAFF_ROLES = [(role.value, role.label) for role in Role if role != Role.CITIZEN]


class OrganisationForm(forms.Form):
    """An organisation below another."""

    name = forms.CharField(label=_("名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    code = forms.CharField(label=_("编码"), help_text=_("小写字母、数字和连字符；定了不能改"), max_length=64)
    kind = forms.ChoiceField(label=_("类别"), choices=OrganisationKind.choices, widget=forms.RadioSelect)
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)


class RenameForm(forms.Form):
    """Another name; code and place stay."""

    name = forms.CharField(label=_("名称"), max_length=120)
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)


class StaffForm(forms.Form):
    """A new member of the staff: the person and the account."""

    name = forms.CharField(label=_("姓名"), max_length=80)
    number = forms.CharField(label=_("身份证号码"), help_text=_("一个号码一个人，三类管理员因此分得开"), max_length=40)
    login = forms.CharField(label=_("登录名"), max_length=80)
    password = forms.CharField(
        label=_("临时密码"), help_text=_("第一次登录时必须更换"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class NumberForm(forms.Form):
    """A citizen by the whole identity number; posted, so that it stands in no address and no log."""

    number = forms.CharField(
        label=_("身份证号码"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )  # fmt: skip

    def clean_number(self) -> str:
        """A number that can be somebody's."""
        return read_number(NumberKind.RESIDENT, self.cleaned_data["number"])


class NameForm(forms.Form):
    """The name as it stands on a document, and on which."""

    name = forms.CharField(
        label=_("证件上的姓名"), max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("看了什么证件"), max_length=LONGEST_REASON, widget=write_area(),
        help_text=_("比如：新的居民身份证；改过名的，再看写有曾用名的户口簿。会写进记录，不写证件号码。"),
    )  # fmt: skip


class FactorForm(forms.Form):
    """By which document the owner of the account was known."""

    reason = forms.CharField(
        label=_("看了什么证件"), max_length=LONGEST_REASON, widget=write_area(),
        help_text=_("人、证、号码都要对得上。由窗口看的，写明哪个窗口、谁看的；打电话来的不能重设。"),
    )  # fmt: skip


class RoleForm(forms.Form):
    """A role in an organisation, from a day."""

    role = forms.ChoiceField(label=_("角色"), choices=STAFF_ROLES)
    organisation = forms.CharField(label=_("单位编码"), help_text=_("在“组织”里查"), max_length=64)
    from_on = ask_day(_("从哪天起"))
    until_on = ask_day(_("到哪天止"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_on": today.isoformat()})
        super().__init__(*args, **kwargs)


class PasswordForm(forms.Form):
    """A temporary password."""

    password = forms.CharField(
        label=_("临时密码"), help_text=_("下次登录时必须更换；现有登录全部结束"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class ReasonOnlyForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())


class DraftForm(forms.Form):
    """A definition as it is written."""

    source = forms.CharField(label=_("流程定义（YAML）"), max_length=500_000, widget=write_area(rows=18))


class ReviewForm(forms.Form):
    """What a reviewer came to."""

    role = forms.ChoiceField(label=_("以什么身份审核"), widget=forms.RadioSelect)
    verdict = forms.ChoiceField(label=_("结论"), choices=Verdict.choices, widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=_("意见"), help_text=_("退回必须写明"), max_length=WORDS, required=False, widget=write_area()
    )

    def __init__(self, roles: Sequence[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)


class PublishForm(forms.Form):
    """From which day."""

    on = ask_day(_("生效日"), help_text=_("从这天起收的件用这个版本；在办的件不变"))


class WithdrawForm(forms.Form):
    """From which day not any more, and why."""

    on = ask_day(_("停用日"))
    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())


class TransferForm(forms.Form):
    """A power that is cancelled, delegated or transferred."""

    code = forms.CharField(label=_("事项实施编码"), max_length=80)
    kind = forms.ChoiceField(label=_("动作"), choices=LedgerKind.choices, widget=forms.RadioSelect)
    to = forms.CharField(label=_("承接机关编码"), help_text=_("取消时不填"), max_length=64, required=False)
    basis = forms.CharField(label=_("法律依据"), help_text=_("法律名称和条款，或者文件名"), max_length=300)
    document = forms.CharField(label=_("文号"), max_length=120, required=False)
    on = ask_day(_("生效日"))


class UploadForm(forms.Form):
    """A table of items."""

    table = forms.FileField(label=_("事项清单"), help_text=_("xlsx、csv 或 yaml，列名与导出的一致"))
