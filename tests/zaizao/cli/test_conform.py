"""`zaizao conform`: a log beside a definition or a net, in three forms; what is wrong with the input is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import zaizao
from letter_logs import write_log
from zaizao.cli.entry import main
from zaizao.definition import write_definition
from zaizao.eventlog.writing import write_log as write_file
from zaizao.mining.discovery import definition_of_tree, discover_tree, net_of_tree, write_pnml


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A log of which one case departs, and the model of the others as definition and as net."""
    tree = discover_tree(write_log("abc", "abc"))
    write_file(write_log("abc", "abc", "acb"), tmp_path / "log.xes")
    (tmp_path / "model.yaml").write_text(write_definition(definition_of_tree(tree).definition), encoding="utf-8")
    (tmp_path / "model.pnml").write_text(write_pnml(net_of_tree(tree)), encoding="utf-8")
    return tmp_path


def conform(*args: str | Path) -> int:
    return main(["conform", *map(str, args)])


def test_departures_are_told_with_their_cases(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = conform(files / "log.xes", files / "model.yaml", "--format", "json", "--align", "--lang", "en")

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (told["cases"], told["fitting"]) == (3, 2)
    assert [(one["kind"], one["activity"], one["other"], one["cases"]) for one in told["departures"]] == [
        ("reordered", "c", "b", ["2"])
    ]
    assert sum(one["cost"] * one["cases"] for one in told["alignments"]["variants"]) == 2


def test_a_net_is_aligned(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conform(files / "log.xes", files / "model.pnml", "--lang", "en")

    said = capsys.readouterr().out
    assert said.startswith("Of 3 cases, 2 (66.7%) fit the net exactly.")
    assert "All 2 costs are optimal." in said


def test_the_page_draws_the_definition_with_what_happened(files: Path) -> None:
    conform(files / "log.xes", files / "model.yaml", "--align", "--format", "html", "-o", files / "page.html")

    page = (files / "page.html").read_text(encoding="utf-8")
    assert page.count('class="zc-mark"') == 3
    assert "▲1" in page
    assert "<script" not in page


def test_a_mapping_of_activities_is_taken(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "map.yaml").write_text("activities: {a: a, b: b, c: ~}\n", encoding="utf-8")

    conform(files / "log.xes", files / "model.yaml", "--mapping", files / "map.yaml", "--format", "json")

    assert json.loads(capsys.readouterr().out)["absent"] == ["c"]


def test_what_is_wrong_with_the_input_is_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "bad.pnml").write_text("<pnml", encoding="utf-8")
    (files / "map.yaml").write_text("activities: {a: nobody}\n", encoding="utf-8")

    codes = (
        conform(files / "log.xes", files / "bad.pnml"),
        conform(files / "log.xes", files / "none.yaml"),
        conform(files / "log.xes", files / "model.yaml", "--mapping", files / "map.yaml"),
    )

    assert codes == (2, 2, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_a_notebook_has_the_same(files: Path) -> None:
    view = zaizao.conform(files / "log.xes", files / "model.yaml", align=True, language="en")

    assert [one.kind.value for one in view.departures] == ["reordered"]
    assert "1 kinds" in view._repr_html_() or "zc-mark" in view._repr_html_()
    assert str(view).startswith("Of 3 cases, 2")
