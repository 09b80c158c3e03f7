"""The forms of the acts in a case, one class an act; what can be chosen comes from the case and its definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from zaizao_city.casework.selectors.case_page import CasePage
from zaizao_city.casework.selectors.doable import Doable
from zaizao_city.desk.forms.defined import PREFIX, OrderedField, add_fields
from zaizao_city.desk.selectors.acts import list_earlier, list_organs, list_receivers
from zaizao_city.desk.selectors.wording import say_outcome
from zaizao_city.foundation.ui.widgets import Branch, PeoplePicker
from zaizao_city.foundation.ui.words import speak

WORDS = 4000
Tree = Sequence[Branch]


class About(Struct, frozen=True):
    """What a form is about: the case, what it is done to, the people to choose from."""

    page: CasePage
    of: str
    doable: Doable | None
    people: Tree


def write_area(*, rows: int = 3) -> forms.Textarea:
    """A place for words."""
    return forms.Textarea(attrs={"rows": rows})


class ActForm(forms.Form):
    """What every act carries: the length of the record when the page was shown, and what it is done to."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    of = forms.CharField(widget=forms.HiddenInput, required=False, max_length=160)

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": about.page.length, "of": about.of})
        super().__init__(*args, **kwargs)
        self.about = about
        self.arrange(about)

    def arrange(self, about: About) -> None:
        """Put in what can be chosen."""


class GrantForm(ActForm):
    """Granting."""

    text = forms.CharField(
        label=_("审查意见"),
        help_text=_("会写进决定书，申请人看得到"),
        max_length=WORDS,
        required=False,
        widget=write_area(),
    )

    def arrange(self, about: About) -> None:
        """The facts that deciding writes."""
        if about.doable is not None:
            add_fields(self, dict(about.doable.fields))


class RefuseForm(ActForm):
    """Refusing: nothing of it can be left out (行政许可法 第38条)."""

    reason = forms.CharField(
        label=_("理由"), help_text=_("哪一条没有满足，事实是什么"), max_length=WORDS, widget=write_area()
    )
    basis = forms.CharField(
        label=_("法律依据"), help_text=_("法律名称和条款，例如《食品安全法》第三十三条"), max_length=300
    )
    way_forward = forms.CharField(
        label=_("怎样就能办成"),
        help_text=_("指一条走得通的路：改什么，找谁，多久"),
        max_length=WORDS,
        widget=write_area(rows=2),
    )
    remedy = forms.CharField(
        label=_("救济途径"), max_length=WORDS, widget=write_area(rows=2),
        help_text=_("向谁申请行政复议、向哪个法院起诉，期限多长"),
    )  # fmt: skip


class FinishForm(ActForm):
    """Ending work that decides nothing."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    officers = forms.MultipleChoiceField(label=_("经办人"), required=False)
    text = forms.CharField(label=_("办理情况"), max_length=WORDS, required=False, widget=write_area())

    def arrange(self, about: About) -> None:
        """The outcomes of the activity, the officers it needs, the facts it writes."""
        doable = about.doable
        outcomes = doable.outcomes if doable is not None else ()
        if outcomes:
            self.fields["outcome"].choices = [(one, say_outcome(about.page.names, one)) for one in outcomes]
        else:
            del self.fields["outcome"]
        if doable is not None and doable.officers > 1:
            field = forms.MultipleChoiceField(
                label=_("经办人"), help_text=_("这一环节要 {n} 人同行").format(n=doable.officers),
                widget=PeoplePicker(about.people), choices=list_people(about.people),
            )  # fmt: skip
            self.fields["officers"] = field
        else:
            del self.fields["officers"]
        if doable is not None:
            _add_facts(self, about, doable)
        self.order_fields(["outcome", *(name for name in self.fields if name.startswith(PREFIX)), "officers", "text"])


def _add_facts(form: ActForm, about: About, doable: Doable) -> None:
    """What the work writes; a list of organs to be asked is chosen from the organs of the case, in an order."""
    asked = {one.offer.to_list for one in about.page.definition.activities.values() if one.offer is not None}
    add_fields(form, {name: field for name, field in doable.fields if name not in asked}, required=not doable.outcomes)
    for name, field in doable.fields:
        if name in asked:
            said = {
                "label": about.page.names.fact(name),
                "help_text": field.purpose.say(speak()) if field.purpose else "",
            }
            form.fields[f"{PREFIX}{name}"] = OrderedField(list_organs(about.page), required=not doable.outcomes, **said)


def list_people(tree: Tree) -> list[tuple[str, str]]:
    """Everybody in a tree of organisations."""
    return [pair for branch in tree for pair in (*((p[0], p[1]) for p in branch.people), *list_people(branch.below))]


class ReasonForm(ActForm):
    """An act that only needs its reason."""

    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())


class ReturnForm(ActForm):
    """Sending back, or opening again, from an earlier activity."""

    to = forms.ChoiceField(label=_("退到哪一环节"))
    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())
    basis = forms.CharField(label=_("法律依据"), max_length=300, required=False)

    def arrange(self, about: About) -> None:
        """The activities that are done."""
        self.fields["to"].choices = list_earlier(about.page)


class SuspendForm(ActForm):
    """Stopping a clock: only for a ground the definition names, with a notice to the applicant (行政许可法 第45条)."""

    ground = forms.ChoiceField(label=_("事由"), widget=forms.RadioSelect)
    notice = forms.CharField(
        label=_("告知申请人"), help_text=_("为什么暂停，大约到什么时候"), max_length=WORDS, widget=write_area()
    )
    basis = forms.CharField(label=_("法律依据"), max_length=300, required=False)

    def arrange(self, about: About) -> None:
        """The grounds that the definition allows."""
        item = about.page.definition.items.get(about.of)
        grounds = item.clock.stopped_by if item is not None and item.clock is not None else ()
        self.fields["ground"].choices = [(one, about.page.names.ground(one)) for one in grounds]


class ExtendForm(ActForm):
    """Lengthening a limit once."""

    limit = forms.ChoiceField(label=_("延长多久"))
    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())
    notice = forms.CharField(label=_("告知申请人"), max_length=WORDS, widget=write_area(rows=2))

    def arrange(self, about: About) -> None:
        """Up to what the definition allows."""
        item = about.page.definition.items.get(about.of)
        extend = item.clock.extend if item is not None and item.clock is not None else None
        if extend is None:
            return
        unit = str(extend.limit).lstrip("0123456789")
        written = [f"{n}{unit}" for n in range(extend.limit.amount, 0, -1)]
        self.fields["limit"].choices = [(one, about.page.names.limit(one)) for one in written]


class GiveForm(ActForm):
    """Giving work to another organ."""

    to = forms.ChoiceField(label=_("交给哪个单位"))
    reason = forms.CharField(label=_("理由"), max_length=WORDS, widget=write_area())

    def arrange(self, about: About) -> None:
        """The organs of the case but the one that has it."""
        holder = about.doable.acting_for if about.doable is not None else ""
        self.fields["to"].choices = list_organs(about.page, but=holder or "")


class OfferForm(GiveForm):
    """Offering work."""

    def arrange(self, about: About) -> None:
        """The organs that may be asked."""
        self.fields["to"].choices = list(list_receivers(about.page, about.doable))


class DelegateForm(ActForm):
    """Letting another organ do it."""

    to = forms.ChoiceField(label=_("委派给哪个单位"))

    def arrange(self, about: About) -> None:
        """The organs of the case."""
        self.fields["to"].choices = list_organs(about.page)


class AssignForm(ActForm):
    """Saying which people do it."""

    people = forms.MultipleChoiceField(label=_("经办人"))

    def arrange(self, about: About) -> None:
        """The people of the organisation."""
        choices = list_people(about.people)
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("经办人"), widget=PeoplePicker(about.people), choices=choices
        )


class CountersignForm(ActForm):
    """Asking another organ to sign too."""

    organ = forms.ChoiceField(label=_("请哪个单位会签"))
    name = forms.CharField(label=_("会签什么"), max_length=60)
    placement = forms.ChoiceField(
        label=_("先后"), widget=forms.RadioSelect, choices=[("before", _("会签之后我再办")), ("parallel", _("同时办"))]
    )

    def arrange(self, about: About) -> None:
        """The organs of the case."""
        self.fields["organ"].choices = list_organs(about.page)


class CommentForm(ActForm):
    """Words for the record."""

    text = forms.CharField(label=_("备注"), max_length=WORDS, widget=write_area())


class VisitForm(ActForm):
    """One visit, and what for."""

    reason = forms.CharField(label=_("来做什么"), max_length=200)


class HelperForm(ActForm):
    """Who helps from here to the end, or nobody any more."""

    helper = forms.ChoiceField(label=_("帮办员"), help_text=_("申请人在办件页面上看得到姓名、单位和电话"))

    def arrange(self, about: About) -> None:
        """The helpers of the territory, by organisation."""
        tree = [(branch.name, [(value, name) for value, name, _post in branch.people]) for branch in about.people]
        nobody = [("nobody", _("不再由帮办员代办"))] if about.page.case.owner_id is not None else []
        self.fields["helper"].choices = [("", _("请选择")), *tree, *nobody]

    def clean_helper(self) -> str | None:
        """The key of the helper; None: nobody."""
        key: str = self.cleaned_data["helper"]
        return None if key == "nobody" else key


class RevokeResultForm(ActForm):
    """Why a result is revoked, and on what that rests (行政许可法 第69条)."""

    reason = forms.CharField(
        label=_("撤销理由"), max_length=WORDS, widget=write_area(),
        help_text=_("写事实：哪里不符合，怎样查实的，是否听取过陈述申辩。持有人看得到"),
    )  # fmt: skip
    basis = forms.CharField(label=_("法律依据"), help_text=_("法律名称和条款"), max_length=200)

    def arrange(self, about: About) -> None:
        """In a case about a revocation its ground is written in already."""
        ground = about.page.state.facts.get("ground")
        if isinstance(ground, str):
            self.initial["reason"] = ground


class ArbitrateForm(DelegateForm):
    """Saying who does it, for good."""

    to = forms.ChoiceField(label=_("由哪个单位承办"))


FORMS: dict[str, type[ActForm]] = {
    "grant": GrantForm,
    "refuse": RefuseForm,
    "finish": FinishForm,
    "return": ReturnForm,
    "reopen": ReturnForm,
    "suspend": SuspendForm,
    "resume": ActForm,
    "extend": ExtendForm,
    "take": ActForm,
    "give-back": ReasonForm,
    "arbitrate": ArbitrateForm,
    "offer": OfferForm,
    "assign": AssignForm,
    "transfer": GiveForm,
    "delegate": DelegateForm,
    "countersign": CountersignForm,
    "recuse": ReasonForm,
    "comment": CommentForm,
    "visit": VisitForm,
    "helper": HelperForm,
    "revoke-result": RevokeResultForm,
}
"""The form of each act by its slug; `views.acting` carries them out."""
