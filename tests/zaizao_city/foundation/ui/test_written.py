"""What is written without a template says the same as the template that it stands for, byte for byte."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from zaizao_city.foundation.ui.renderer import FormRenderer
from zaizao_city.foundation.ui.written import write_attributes, write_chip

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
