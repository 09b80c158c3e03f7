from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from django.core.management import CommandError, call_command

from zaizao_city.foundation.ui import translation
from zaizao_city.foundation.ui.management.commands.compile_words import PACKAGE


def test_every_catalogue_is_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compile_words")

    catalogues = translation.find_catalogues(PACKAGE)
    assert capsys.readouterr().out == f"{len(catalogues)} catalogues compiled.\n"
    assert [path for path in catalogues if not path.with_suffix(".mo").is_file()] == []


def test_a_room_with_english_for_everything_misses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compile_words", missing="foundation/ui")

    said = capsys.readouterr()
    assert (said.out.strip(), said.err) == ("", "0 sentences without English.\n")


@pytest.mark.parametrize("room", ["nowhere", "foundation.nothing"])
def test_a_room_that_is_not_there_is_said(room: str) -> None:
    with pytest.raises(CommandError, match=f"There is no room {room}"):
        call_command("compile_words", missing=room)


def test_a_catalogue_that_cannot_be_read_leaves_the_compiled_one(tmp_path: Path) -> None:
    broken = tmp_path / "django.po"
    broken.write_text('msgid "a"\nnonsense\n', encoding="utf-8")
    broken.with_suffix(".mo").write_bytes(b"as it was")

    with pytest.raises(PoFileError):
        translation.compile_catalogue(broken)

    assert broken.with_suffix(".mo").read_bytes() == b"as it was"
