"""The form of one organ of a territory: which organisation acts as it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NOBODY = "-"
"""What is sent for nobody of this territory's own; no organisation can have this code."""

Group = tuple[str, list[tuple[str, str]]]
"""A territory and its organisations: code and name."""


class SeatForm(forms.Form):
    """Who acts. What can be chosen is offered, not enforced: the service refuses, and says what else can be done."""

    organisation = forms.CharField(
        label=_("由哪个单位来办"), help_text=_("新收的件按新的办；在办的件不变。"), max_length=64, widget=forms.Select
    )

    def __init__(self, *args: Any, groups: Sequence[Group], without: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].widget.choices = [(NOBODY, without), *groups]
