"""The functions of the package: the same as the commands, showing themselves in a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

import zaizao


def test_every_public_name_is_there_and_others_are_not() -> None:
    assert [name for name in zaizao.__all__ if getattr(zaizao, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nix'"):
        zaizao.nix  # type: ignore[attr-defined]  # noqa: B018


def test_a_deadline_shows_its_days() -> None:
    found = zaizao.deadline("2026-02-10T15:30", "20wd", language="en")

    assert found.due is not None
    assert found.due.isoformat() == "2026-03-17T00:00:00+08:00"
    assert "day 20" in str(found) or "days 16 to 20" in str(found)
    assert 'class="daycount"' in found._repr_html_()


def test_a_definition_is_drawn_checked_and_compared(lend: Path) -> None:
    definition = zaizao.read_definition(lend)
    other = zaizao.read_definition(lend.read_text(encoding="utf-8").replace("20wd", "10wd"))

    assert zaizao.draw(lend)._repr_svg_() == str(zaizao.draw(definition))
    assert zaizao.ribbon(definition).svg.startswith("<svg")
    assert not zaizao.check(definition)
    assert "没有发现问题" in zaizao.check(definition)._repr_html_()
    assert zaizao.compare(lend, definition) == ()
    assert len(zaizao.compare(definition, other)) == 1


def test_findings_show_as_a_table(lend: Path) -> None:
    found = zaizao.check(lend.read_text(encoding="utf-8").replace("bases: b}", "assumption: false}"))

    assert len(found) == len(found.all) > 0
    assert "<table" in found._repr_html_()


def test_a_picture_is_saved_whole(lend: Path, tmp_path: Path) -> None:
    picture = zaizao.draw(lend)

    assert picture.save(tmp_path / "a.svg").read_text(encoding="utf-8") == picture.svg


def test_a_story_is_played_told_and_drawn(story: Path) -> None:
    played = zaizao.play(story)

    assert played.case.state.items["loan"].outcome == "granted"
    assert "容缺受理" in str(played)
    assert "现在在这里" in played.draw().svg
    assert 'class="timeline"' in played._repr_html_()
