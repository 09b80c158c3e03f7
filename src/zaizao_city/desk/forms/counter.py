"""The form of a counter: where it stands, when it is open, how many desks it has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zaizao_city.places.models import Counter
from zaizao_city.places.services.counters import MOST_DESKS, CounterSetting

DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
HOURS = "9:00-12:00, 13:30-17:00"
WORKDAYS = 5


class CounterForm(forms.Form):
    """What is said of a counter; the hours of each day as text, empty: closed."""

    address = forms.CharField(label=_("地址"), max_length=200)
    longitude = forms.FloatField(label=_("经度"), min_value=-180, max_value=180, help_text=_("WGS84，如 118.02"))
    latitude = forms.FloatField(label=_("纬度"), min_value=-90, max_value=90)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    desks = forms.IntegerField(label=_("席位数"), min_value=1, max_value=MOST_DESKS, initial=1)

    def __init__(self, *args: Any, counter: Counter | None = None, **kwargs: Any) -> None:
        weekly = counter.weekly if counter is not None else [HOURS] * WORKDAYS + ["", ""]
        names = ("address", "longitude", "latitude", "phone", "desks")
        kept = {name: getattr(counter, name) for name in names} if counter is not None else {}
        initial = {**kept, **{f"day{number}": text for number, text in enumerate(weekly)}}
        super().__init__(*args, initial=initial, **kwargs)
        for number, day in enumerate(DAYS):
            hint = _("如 9:00-12:00, 13:30-17:00；空着就是不开") if number == 0 else ""
            self.fields[f"day{number}"] = forms.CharField(label=day, help_text=hint, max_length=80, required=False)

    def read_setting(self) -> CounterSetting:
        """What was said."""
        said = dict(self.cleaned_data)
        weekly = [said.pop(f"day{number}") for number in range(len(DAYS))]
        return CounterSetting(weekly=weekly, **said)
