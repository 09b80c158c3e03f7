"""Forms of posts: one more in an organisation, and who is appointed to one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.desk.forms.administration import STAFF_ROLES
from zaizao_city.desk.forms.batch import ask_day


class PostForm(forms.Form):
    """A post and the role that goes with it."""

    title = forms.CharField(label=_("岗位名称"), max_length=80)
    title_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("角色"), help_text=_("任职的人得到这个角色，免职就收回"), choices=STAFF_ROLES)


class AppointForm(forms.Form):
    """Who, from which day to which."""

    login = forms.CharField(label=_("登录名"), help_text=_("在“人员”里查"), max_length=80)
    from_on = ask_day(_("从哪天起"))
    until_on = ask_day(_("到哪天止"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_on": today.isoformat()})
        super().__init__(*args, **kwargs)
