"""`zaizao discover`: the model behind a log in every form, with what was left out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import zaizao
from letter_logs import write_log
from zaizao.cli.entry import main
from zaizao.definition import read_definition
from zaizao.eventlog.writing import write_log as write_file
from zaizao.mining.discovery import read_pnml
from zaizao.notation import from_bpmn


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Twenty cases go one way, one goes another."""
    path = tmp_path / "log.xes"
    write_file(write_log(*["abc"] * 20, "cxcx"), path)
    return path


def discover(*args: str | Path) -> int:
    return main(["discover", *map(str, args)])


def test_the_summary_says_what_the_model_leaves_out(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = discover(log, "--lang", "en")

    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith("21 cases make a process of 3 activities; 95.2% of the cases fit the definition exactly.")
    assert "2 events (3.12%) have no place in the tree" in said
    assert "1 activities of the log are not in the model at all: x" in said


def test_json_has_the_definition_the_figures_and_what_is_lost(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    discover(log, "--format", "json", "--name", "Permit")

    told = json.loads(capsys.readouterr().out)
    assert (told["cases"], told["events"], told["definition"]["name"]) == (21, 64, "Permit")
    assert told["left_out"]["activities"] == [{"activity": "x", "events": 2, "cases": 1}]
    assert told["figures"]["definition"]["precision"] == 1.0
    assert told["lost"] == []


def test_the_model_is_written_in_the_form_of_each_suffix(log: Path, tmp_path: Path) -> None:
    files = {suffix: tmp_path / f"model{suffix}" for suffix in (".yaml", ".bpmn", ".pnml", ".svg", ".mmd", ".html")}

    code = discover(log, *(word for path in files.values() for word in ("-o", path)))

    definition = read_definition(files[".yaml"])
    assert code == 0
    assert [step.name.zh for step in definition.activities.values() if step.name is not None] == ["a", "b", "c"]
    assert from_bpmn(files[".bpmn"].read_text(encoding="utf-8"), file="model.bpmn") == definition
    assert {one.label for one in read_pnml(files[".pnml"].read_bytes(), file="model.pnml").transitions} >= {"a", "b"}
    assert files[".svg"].read_text(encoding="utf-8").startswith("<svg")
    assert "flowchart" in files[".mmd"].read_text(encoding="utf-8")
    assert "<script" not in files[".html"].read_text(encoding="utf-8")


def test_a_suffix_that_is_not_known_is_refused_before_anything_is_counted(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = discover(log, "-o", tmp_path / "model.yaml", "-o", tmp_path / "model.doc", "--lang", "en")

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert ".pnml" in told.err
    assert not (tmp_path / "model.yaml").exists()


def test_what_cannot_be_modelled_is_told(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.xes").write_text("<log/>", encoding="utf-8")

    codes = (discover(tmp_path / "empty.xes"), discover(log, "--noise", "2"), discover(tmp_path / "none.xes"))

    assert codes == (2, 2, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_a_notebook_has_the_same(log: Path, tmp_path: Path) -> None:
    view = zaizao.discover(log, language="en")

    saved = view.save(tmp_path / "model.yaml")
    assert read_definition(saved) == view.definition
    assert (view.filtered, view.lost, view.quality.precision) == (2 / 64, (), 1.0)
    assert str(view).startswith("21 cases")
    assert "What the model leaves out" in view._repr_html_()
