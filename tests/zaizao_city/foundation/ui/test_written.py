"""What is written without a template says the same as the template that it stands for, byte for byte."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from zaizao_city.foundation.ui.components.deadline import CountedDay, Deadline, Rule
from zaizao_city.foundation.ui.components.materials import CheckItem
from zaizao_city.foundation.ui.components.ribbon import Fork, Ribbon, Stop
from zaizao_city.foundation.ui.renderer import FormRenderer
from zaizao_city.foundation.ui.written import write_attributes, write_chip
from zaizao_city.foundation.ui.written_case import write_checklist, write_deadline, write_file, write_ribbon

ODD = "<i>\"'&\n\u202e三"


class WrittenForm(forms.Form):
    """The plainest widgets."""

    name = forms.CharField(max_length=9, help_text=ODD)
    words = forms.CharField(widget=forms.Textarea, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DjangosRenderer(TemplatesSetting):
    """Everything by templates."""

    form_template_name = FormRenderer.form_template_name
    field_template_name = FormRenderer.field_template_name


@pytest.mark.parametrize("said", [None, {}, {"name": ODD, "words": ODD, "seen": "7"}, {"name": "", "seen": ODD}])
def test_a_widget_is_what_its_template_would_write(said: dict[str, str] | None) -> None:
    ours, theirs = WrittenForm(said, renderer=FormRenderer()), WrittenForm(said, renderer=DjangosRenderer())

    assert ours.render() == theirs.render()


def test_attributes_that_are_true_have_no_value_and_false_ones_are_none() -> None:
    assert write_attributes({"required": True, "disabled": False, "max": 9, 'x"': ODD}) == (
        ' required max="9" x&quot;="&lt;i&gt;&quot;&#x27;&amp;\n\u202e三"'
    )


def test_a_note_is_escaped_once_also_where_the_same_words_were_safe_before() -> None:
    safe, plain = write_chip("soon", mark_safe("<b>1</b>")), write_chip("soon", "<b>1</b>")

    assert ("<small><b>1</b></small>" in safe, "<small>&lt;b&gt;1&lt;/b&gt;</small>" in plain) == (True, True)


@dataclass
class File:
    """A kept file with a name that its owner chose."""

    key: UUID = UUID(int=7)
    name: str = ODD
    size: int = 2048
    can_be_shown: bool = True


def test_what_people_wrote_is_escaped_in_every_part_of_a_case() -> None:
    day = CountedDay(on=dt.date(2026, 3, 1), kind="counted", says=ODD)
    rule = Rule(ODD, ODD)
    deadline = Deadline(state="soon", note=ODD, caption=ODD, days=[day], rules=[rule])
    ribbon = Ribbon([Stop(ODD, ODD, "now"), Stop(ODD, ODD), Fork(ODD, [Stop(ODD, ODD, "now"), Stop(ODD)])], ODD)
    item = CheckItem(mark="ok", name=ODD, source=ODD, say=ODD, link=ODD, file=File())

    written = [write_deadline(deadline), write_ribbon(ribbon), write_checklist([item], pair=True)]

    assert [text.count("&lt;i&gt;") for text in written] == [5, 9, 5]
    assert [("<i>" in text, '"&quot;' in text) for text in written] == [(False, False)] * 3


def test_a_count_is_laid_out_in_whole_weeks_with_its_first_month() -> None:
    days = [CountedDay(on=dt.date(2026, 2, 27) + dt.timedelta(days=n), kind="counted", is_due=n == 3) for n in range(4)]

    written = write_deadline(Deadline(state="soon", note="", caption="", days=days, is_open=True))

    assert written.startswith('<details class="deadline" open>')
    assert [written.count(text) for text in ("<tr><td", "<td", ">2.23<", ">27<", ">3.1<", "counted due")] == [
        2,
        14,
        1,
        1,
        1,
        1,
    ]


def test_a_file_is_opened_where_a_browser_can_show_it_and_else_saved() -> None:
    shown, saved = write_file(File()), write_file(File(can_be_shown=False))

    assert ("?show" in shown, "打开　" in shown) == (True, True)
    assert ("?show" in saved, "下载　" in saved) == (False, True)
    assert "2.0\xa0KB" in saved
