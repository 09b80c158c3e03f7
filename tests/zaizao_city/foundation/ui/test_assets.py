from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

from zaizao_city.foundation.ui import assets, storage

ROOM = Path(storage.__file__).parent / "static"
TOKEN = re.compile(r"--[\w-]+")


def test_every_file_of_the_room_is_listed_and_every_listed_file_is_there() -> None:
    written = {str(path.relative_to(ROOM)) for path in ROOM.rglob("*.css")} | {
        str(path.relative_to(ROOM)) for path in ROOM.rglob("*.js")
    }

    assert written == {*assets.STYLES, *assets.MODULES}


def test_an_address_carries_the_digest_of_the_content() -> None:
    address = static(assets.STYLES[0])

    assert re.fullmatch(r"/static/ui/css/tokens\.css\?v=[0-9a-f]{10}", address)


def test_a_file_that_is_not_there_has_a_bare_address() -> None:
    assert static("ui/css/nothing.css") == "/static/ui/css/nothing.css"


@pytest.mark.parametrize("name", [assets.STYLES[0], assets.MODULES[0], "django_htmx/htmx-2.min.js"])
def test_a_file_is_served_to_be_kept_for_a_year(client: Client, name: str) -> None:
    answer = client.get(static(name))

    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content) == Path(finders.find(name)).read_bytes()


def test_every_token_that_is_used_is_defined() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOM.rglob("*.css"))]
    used = {name for text in texts for name in re.findall(r"var\((--[\w-]+)", text)}
    defined = {name for text in texts for name in re.findall(r"(--[\w-]+)\s*:", text)}

    assert used - defined == set()


def test_light_and_dark_define_the_same_colours() -> None:
    text = (ROOM / "ui/css/tokens.css").read_text(encoding="utf-8")
    blocks = [set(re.findall(r"(--[\w-]+): #", block)) for block in re.findall(r"\{[^{}]*--paper: [^{}]*\}", text)]

    assert len(blocks) == 3
    assert blocks[0] == blocks[1] == blocks[2]


def test_both_ways_to_the_dark_say_the_same() -> None:
    text = (ROOM / "ui/css/tokens.css").read_text(encoding="utf-8")
    _, by_system, by_choice = re.findall(r"\{([^{}]*--paper: [^{}]*)\}", text)

    assert by_system.split() == by_choice.split()


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_and_marks_can_be_seen(number: int) -> None:
    text = (ROOM / "ui/css/tokens.css").read_text(encoding="utf-8")
    block = re.findall(r"\{([^{}]*--paper: [^{}]*)\}", text)[number]
    colour = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    texts = [(ink, ground) for ink in ("ink", "ink-soft", "dai", "zhe", "zhusha") for ground in ("paper", "paper-sunk")]
    texts += [
        ("dai-on", "dai"),
        ("dai-on", "dai-deep"),
        ("ink", "dai-wash"),
        ("ink-soft", "dai-wash"),
        ("paper", "ink"),
        ("zhusha", "zhusha-wash"),
    ]
    marks = [(name, "paper") for name in ("rule-firm", "c1", "c2", "c3", "c4", "c5", "c6")]

    assert [pair for pair in texts if _contrast(colour[pair[0]], colour[pair[1]]) < 4.5] == []
    assert [pair for pair in marks if _contrast(colour[pair[0]], colour[pair[1]]) < 3] == []
