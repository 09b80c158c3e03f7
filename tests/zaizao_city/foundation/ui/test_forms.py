from __future__ import annotations

from django import forms
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from zaizao_city.foundation.ui.problems import Problem, list_problems
from zaizao_city.foundation.ui.widgets import Branch, PeoplePicker, Slot, SlotPicker

TREE = (
    Branch("审批局", below=(Branch("核查科", people=(("1", "王勇", "核查员"), ("2", "赵敏", ""))),)),
    Branch("城管局", people=(("3", "周宁", ""),)),
)


class ShopForm(forms.Form):
    area = forms.IntegerField(label="营业面积", help_text="平方米 <b>", widget=forms.TextInput)
    fire = forms.ChoiceField(label="消防", choices=[("a", "承诺"), ("b", "检查")], widget=forms.RadioSelect)
    sign = forms.BooleanField(label="装招牌", required=False)

    def clean(self) -> dict[str, object]:
        raise forms.ValidationError("面积和合同对不上")


def test_every_problem_is_listed_and_linked_to_its_field() -> None:
    problems = list_problems([ShopForm({"area": "一百八"})])

    assert problems == [
        Problem("面积和合同对不上", ""),
        Problem("营业面积：输入整数。", "id_area"),
        Problem("消防：这个字段是必填项。", "id_fire_0"),
    ]


def test_an_untouched_form_has_no_problems() -> None:
    assert list_problems([ShopForm()]) == []


def test_a_wrong_field_says_why_and_keeps_what_was_written() -> None:
    shown = str(ShopForm({"area": '一百八"'})["area"].as_field_group())

    assert '<span class="why" id="id_area_error">有误：输入整数。</span>' in shown
    assert 'value="一百八&quot;"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_area_helptext id_area_error"' in shown
    assert '<label for="id_area">营业面积</label>' in shown


def test_a_hint_is_never_markup() -> None:
    shown = str(ShopForm()["area"].as_field_group())

    assert '<span class="hint" id="id_area_helptext">平方米 &lt;b&gt;</span>' in shown


def test_choices_stand_in_a_group_with_its_legend() -> None:
    shown = str(ShopForm()["fire"].as_field_group())

    assert "<legend>消防</legend>" in shown
    assert '<label for="id_fire_0"><input type="radio" name="fire" value="a"' in shown


def test_what_need_not_be_filled_in_says_so() -> None:
    class Remark(forms.Form):
        remark = forms.CharField(label="还有什么", required=False)

    assert "（可以不填）" in str(Remark()["remark"].as_field_group())
    assert "（可以不填）" not in str(ShopForm()["area"].as_field_group())


def test_the_summary_stands_above_the_fields() -> None:
    shown = str(ShopForm({"area": "1", "fire": "a"}))

    assert shown.index("有 1 处要改，改好再提交") < shown.index('id="id_area"')


def test_what_is_known_is_said_and_not_asked() -> None:
    shown = Template('{% load zaizao_ui %}{% known "经营者" name "公安已核" "/wrong/" %}').render(
        Context({"name": "周<小满"})
    )

    assert "周&lt;小满" in shown
    assert '<a href="/wrong/">不对？</a>' in shown
    assert "<input" not in shown


def test_a_full_slot_cannot_be_chosen() -> None:
    slots = (Slot("a", "周四 9:30", "余 2"), Slot("b", "周五 9:30", "已约满", is_full=True))
    widget = SlotPicker(slots)

    shown = widget.render("visit", "a", attrs={"id": "id_visit"})

    assert 'value="a" id="id_visit_0" checked' in shown
    assert 'value="b" id="id_visit_1" disabled' in shown


def test_a_branch_with_somebody_chosen_stands_open() -> None:
    shown = PeoplePicker(TREE).render("people", ["2"], attrs={"id": "id_people"})

    assert shown.count("<details open>") == 2
    assert shown.count("<details>") == 1
    assert 'value="2" id="id_people_2" checked' in shown


def test_people_are_read_back_from_the_tree() -> None:
    field = forms.MultipleChoiceField(choices=[], widget=PeoplePicker(TREE))
    field.choices = PeoplePicker(TREE).choices

    chosen = field.clean(PeoplePicker(TREE).value_from_datadict(MultiValueDict({"people": ["1", "3"]}), {}, "people"))

    assert chosen == ["1", "3"]
