"""Several at once: one outcome for many, many to one colleague or organ; standing in for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.desk.forms.acts import WORDS, Tree, list_people, write_area
from zaizao_city.desk.forms.defined import OrderedField
from zaizao_city.foundation.ui.widgets import PeoplePicker


class DecideManyForm(forms.Form):
    """The same outcome and the same words for all of them; refusing is not among the outcomes."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("意见"), help_text=_("逐件写进记录"), max_length=WORDS, required=False, widget=write_area()
    )

    def __init__(self, outcomes: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outcomes:
            self.fields["outcome"].choices = list(outcomes)
        else:
            del self.fields["outcome"]


class HandManyForm(forms.Form):
    """Who of the organisation does them."""

    def __init__(self, people: Tree, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("交给谁"), widget=PeoplePicker(people), choices=list_people(people)
        )


class DispatchManyForm(forms.Form):
    """Which organs are asked, in which order; the same for all of them."""

    def __init__(self, organs: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"] = OrderedField(
            organs, label=_("依次征询哪些单位"), help_text=_("第一个不接收，才问下一个"), required=True
        )


class GiveManyForm(forms.Form):
    """Which organ, and why: it goes into the record of each."""

    organ = forms.ChoiceField(label=_("交给哪个单位"))
    reason = forms.CharField(label=_("理由"), help_text=_("逐件写进记录"), max_length=WORDS, widget=write_area())

    def __init__(self, organs: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", _("请选择")), *organs]


def ask_day(label: Any, **said: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date", "class": "short"}), **said)


class MandateForm(forms.Form):
    """Who stands in, where, from when to when, and why."""

    stand_in = forms.ChoiceField(label=_("由谁代理"))
    organisation = forms.ChoiceField(label=_("代理哪个单位的职责"))
    from_on = ask_day(_("从哪天起"))
    until_on = ask_day(_("到哪天止"))
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(
        self, people: Sequence[tuple[str, str]], organisations: Sequence[tuple[str, str]], *args: Any, today: dt.date,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs.setdefault("initial", {"from_on": today.isoformat()})
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].choices = [("", _("请选择")), *people]
        self.fields["organisation"].choices = list(organisations)
