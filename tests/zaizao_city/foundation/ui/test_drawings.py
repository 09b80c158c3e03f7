from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template

from zaizao.notation import overlay, pen
from zaizao_city.foundation.ui.drawings import NotADrawingError, admit_drawing

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="2">受理 &lt;b&gt;</text></svg>'


def test_a_picture_is_admitted_as_it_is() -> None:
    assert str(admit_drawing(PLAIN)) == PLAIN


def test_its_style_sheet_is_left_out() -> None:
    styled = PLAIN.replace("<text", "<style>\n.a{fill:red}</style><text", 1)

    assert str(admit_drawing(styled)) == PLAIN


def test_a_sheet_of_the_core_is_admitted() -> None:
    sheet = pen.draw_sheet(
        pen.text("受理 <script>", x=1, y=2, class_="zz-b"), kind="lanes", size=(100.0, 50.0), title="图", description="说明",
        theme="auto", language="zh", process="open-restaurant",
    )  # fmt: skip

    admitted = str(admit_drawing(sheet))

    assert "<style" not in admitted
    assert "受理 &lt;script&gt;" in admitted


@pytest.mark.parametrize(
    "bad",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"/>',
        '<svg style="fill:red"/>',
        "<svg><foreignObject><p/></foreignObject></svg>",
        '<svg><a href="https://elsewhere.example/"><text>x</text></a></svg>',
        '<svg><textPath href="https://elsewhere.example/#x"/></svg>',
        '<svg><rect fill="url(https://elsewhere.example/x)"/></svg>',
        '<svg><image href="#x"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        "<svg><g></svg>",
        "no picture",
        "<p/>",
    ],
)
def test_anything_else_is_refused(bad: str) -> None:
    with pytest.raises(NotADrawingError):
        admit_drawing(bad)


def test_the_tag_shows_it_in_its_frame() -> None:
    page = Template("{% load zaizao_ui %}{% drawing svg fits=True %}").render(Context({"svg": PLAIN}))

    assert page == f'<div class="drawing fits">{PLAIN}</div>'


def test_a_wide_picture_can_be_scrolled_from_the_keyboard() -> None:
    wide = PLAIN.replace("<svg ", '<svg aria-label="泳道 &amp; 图" ', 1)

    page = Template("{% load zaizao_ui %}{% drawing svg %}").render(Context({"svg": wide}))

    assert page == f'<div class="drawing" tabindex="0" role="region" aria-label="泳道 &amp; 图">{wide}</div>'


def test_the_pens_of_the_page_are_those_of_the_core() -> None:
    _, written = Path(finders.find("ui/css/pens.css")).read_text(encoding="utf-8").split("*/\n\n", 1)

    assert written == f"{pen.style_sheet()}\n{overlay._PENS.rstrip()}\n"


def test_every_class_of_the_pens_is_our_own() -> None:
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}", "{}", pen.style_sheet())))

    assert {name for name in classes if not name.startswith("zz-")} == set()
