"""The form of the gallery: every kind of field, once untouched and once with errors."""

from __future__ import annotations

from django import forms

from zaizao_city.foundation.ui.widgets import Branch, PeoplePicker, Slot, SlotPicker

SLOTS = (
    Slot("thu-9", "周四 9:30", "余 2"),
    Slot("thu-14", "周四 14:00", "余 1"),
    Slot("fri-9", "周五 9:30", "已约满", is_full=True),
    Slot("sat-9", "周六 9:30", "调休上班，余 4"),
)
TREE = (
    Branch(
        "行政审批服务局", below=(Branch("核查科", people=(("wang", "王勇", "核查员"), ("zhao", "赵敏", "核查员"))),)
    ),
    Branch("城市管理局", people=(("zhou", "周宁", "户外广告科"),)),
)


class ShopForm(forms.Form):
    """A shop to open."""

    shop = forms.CharField(label="店名", help_text="招牌上写的名字", initial="泉边小馆")
    area = forms.IntegerField(
        label="营业面积",
        error_messages={"invalid": "要填数字，比如 180"},
        help_text="平方米",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    kind = forms.ChoiceField(label="经营项目", choices=[("hot", "热食类食品制售"), ("drink", "自制饮品制售")])
    remark = forms.CharField(label="还想告诉我们什么", required=False, widget=forms.Textarea)
    lease = forms.FileField(label="房屋租赁合同", required=False, help_text="照片或 PDF，不超过 20 MB")


class ChoiceForm(forms.Form):
    """What is chosen."""

    fire = forms.ChoiceField(
        label="消防怎么办",
        help_text="两种都可以，由您选",
        choices=[("pledge", "承诺，当场许可"), ("check", "不承诺，上门检查后许可")],
        widget=forms.RadioSelect,
        initial="pledge",
    )
    with_sign = forms.BooleanField(label="装招牌，请一起办店招", required=False, initial=True)
    visit = forms.ChoiceField(
        label="上门时间",
        choices=[(slot.value, slot.text) for slot in SLOTS],
        widget=SlotPicker(SLOTS),
        initial="thu-9",
    )
    people = forms.MultipleChoiceField(label="请谁一起看", widget=PeoplePicker(TREE), initial=["wang"], required=False)


def make_forms() -> dict[str, forms.Form]:
    """Untouched, wrong, and the choices."""
    wrong = ShopForm({"shop": "泉边小馆", "area": "一百八", "kind": "hot"}, auto_id="wrong_%s")
    return {"form": ShopForm(auto_id="shop_%s"), "form_wrong": wrong, "form_choices": ChoiceForm()}
