"""Materials handed in, pledges signed, words said: what a person sends beside the fields of the definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zaizao.guidance import Paper
from zaizao_city.casework.models import IssuedResult
from zaizao_city.casework.selectors.draft import LATER, PLEDGE
from zaizao_city.foundation.ui.words import speak
from zaizao_city.identity.models import Organisation

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.ofd,.txt"
HINT = gettext_lazy("照片、PDF、Word、Excel、OFD 都可以")


def make_upload(label: str, *, required: bool = False) -> forms.FileField:
    """A field for one material."""
    widget = forms.FileInput(attrs={"accept": ACCEPTED})
    return forms.FileField(label=label, required=required, help_text=str(HINT), max_length=400, widget=widget)


class PlaceForm(forms.Form):
    """Where it is done; ``last``: where the applicant applied before, which is proposed."""

    territory = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=gettext_lazy("在哪里办"))

    def __init__(self, places: Sequence[Organisation], *args: Any, last: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["territory"]
        field.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places]).order_by("path")
        field.empty_label = None
        field.widget = forms.RadioSelect(choices=field.choices)
        if len(places) == 1:
            field.initial = places[0].pk
        elif last is not None and last in {place.pk for place in places}:
            field.initial = last


class MaterialsForm(forms.Form):
    """For each material: how it is given, and the file."""

    def __init__(
        self, papers: Sequence[Paper], usable: Mapping[str, Sequence[IssuedResult]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        for paper in papers:
            ways = _list_ways(paper, usable.get(paper.material, ()))
            if len(ways) > 1:
                self.fields[f"way_{paper.material}"] = forms.ChoiceField(
                    choices=ways, required=False, label=_("怎么提供"), widget=forms.RadioSelect
                )
            self.fields[f"file_{paper.material}"] = make_upload(paper.name.say(speak()))

    def list_ways(self) -> dict[str, str]:
        """How each material is given; an empty text: by upload."""
        data = self.cleaned_data
        return {p.material: data[f"way_{p.material}"] for p in self.papers if f"way_{p.material}" in data}

    def list_uploads(self) -> dict[str, Any]:
        """The files that came, by material."""
        files = {p.material: self.cleaned_data.get(f"file_{p.material}") for p in self.papers}
        return {material: file for material, file in files.items() if file}


def _list_ways(paper: Paper, usable: Sequence[IssuedResult]) -> list[tuple[str, str]]:
    ways = [("", _("上传"))]
    ways += [
        (one.number, _("用已有的{name}（{number}）").format(name=one.name, number=one.number)) for one in usable[:3]
    ]
    if paper.may_pledge:
        ways.append((PLEDGE, _("不交，签承诺书")))
    if paper.may_follow:
        ways.append((LATER, _("先办，受理后再补")))
    return ways


class SubmitForm(forms.Form):
    """The last page: pledges agreed to one by one, signed with one's name."""

    def __init__(self, pledged: Mapping[str, tuple[str, str]], *args: Any, signer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.pledged = pledged
        for material, (name, digest) in pledged.items():
            self.fields[f"text_{material}"] = forms.CharField(
                widget=forms.HiddenInput, max_length=64, initial=digest, required=False
            )
            self.fields[f"agree_{material}"] = forms.BooleanField(
                label=_("我已读懂，对“{name}”作出承诺").format(name=name),
                error_messages={"required": _("请先读承诺书，同意就勾上；不愿承诺的，回上一步改为上传")},
            )
        if pledged:
            self.fields["signed_name"] = forms.CharField(
                label=_("签名"), max_length=80, help_text=_("请写您的姓名"),
                widget=forms.TextInput(attrs={"autocomplete": "name", "class": "short"}),
            )  # fmt: skip

    def clean_signed_name(self) -> str:
        """The name of who signs, and nobody else's."""
        name = str(self.cleaned_data["signed_name"]).strip()
        if name != self.signer:
            raise ValidationError(_("请写您自己的姓名：{name}").format(name=self.signer))
        return name


class SupplyForm(forms.Form):
    """The materials that are asked for now; at least one."""

    def __init__(self, wanted: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        for material, name in wanted.items():
            self.fields[f"file_{material}"] = make_upload(name)

    def clean(self) -> dict[str, Any]:
        """At least one file."""
        data = super().clean() or {}
        if not self.errors and not self.list_uploads():
            raise ValidationError(_("请至少选一个文件"))
        return data

    def list_uploads(self) -> dict[str, Any]:
        """The files that came, by material."""
        files = {material: self.cleaned_data.get(f"file_{material}") for material in self.wanted}
        return {material: file for material, file in files.items() if file}


class WordsForm(forms.Form):
    """Something to say to who has the case."""

    text = forms.CharField(
        label=gettext_lazy("想说什么"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("办理的人会看到，并留在办件记录里"),
    )  # fmt: skip


class StuckForm(forms.Form):
    """In what the applicant is stuck, in their own words."""

    complaint = forms.CharField(
        label=gettext_lazy("什么事办不成"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("用您自己的话写：卡在哪里、对方怎么说、您想要什么结果"),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why; nobody has to say."""

    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
