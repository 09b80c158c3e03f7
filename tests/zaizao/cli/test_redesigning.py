"""`zaizao redesign`, `verify` and `draw` before and after: the fixed forms, exit codes, what is written and what is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import zaizao as library
from zaizao.cli.columns import cut_lines, measure_width, write_columns
from zaizao.definition import read_definition

PACKS = Path(__file__).parents[3] / "packs"
RESTAURANT = PACKS / "restaurant" / "open-restaurant.as-is.yaml"
CONSTRUCTION = sorted((PACKS / "construction").glob("*.as-is.yaml"))
DAY = ("--on", "2026-02-10")
_BETTER: list[bytes] = []
"""What the redesign of the restaurant wrote, kept for all tests."""


@pytest.fixture
def better(zaizao: Any, tmp_path: Path) -> tuple[Path, Path]:
    """The restaurant redesigned, and its certificate."""
    target, proof = tmp_path / "better.yaml", tmp_path / "proof.json"
    if not _BETTER:
        assert zaizao("redesign", RESTAURANT, "-o", target, "--certificate", proof, *DAY).code == 0
        _BETTER.extend((target.read_bytes(), proof.read_bytes()))
    for path, content in zip((target, proof), _BETTER, strict=True):
        path.write_bytes(content)
    return target, proof


def test_redesign_tells_figures_changes_with_their_law_and_the_proof(zaizao: Any) -> None:
    said = zaizao("redesign", RESTAURANT, *DAY)

    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0] == "开办餐饮店（改革前） → 开办餐饮店"
    assert re.search(r"^材料（种） +\d+ +\d+ +\d+ +\d+$", said.out, re.MULTILINE)
    assert "《国务院关于在线政务服务的若干规定》第七条（体检 ZL302）" in said.out
    assert lines[-1].startswith("证明成立：核对了 ")
    assert [line for line in lines if measure_width(line) > 100] == []


def test_redesign_speaks_english_without_a_chinese_word_of_its_own(zaizao: Any) -> None:
    said = zaizao("redesign", RESTAURANT, "--lang", "en", *DAY)

    own = [line for line in said.out.splitlines() if line.startswith(("papers", "visits", "The proof", "Nothing"))]
    assert said.code == 0
    assert len(own) >= 2
    assert [line for line in own if re.search("[\u4e00-\u9fff]", line)] == []


def test_redesign_gives_programs_the_fixed_form(zaizao: Any) -> None:
    told = json.loads(zaizao("redesign", *CONSTRUCTION, "--format", "json", "--process", "start", *DAY).out)

    assert set(told) == {
        "before", "after", "digest", "changes", "measures", "certificate", "verdict", "front",
    }  # fmt: skip
    assert told["after"]["process"] == "start"
    assert told["after"]["replaces"] == [each["process"] for each in told["before"]]
    assert told["verdict"]["holds"] is True
    assert all(
        {"operator", "elements", "ground", "words", "effect", "laws", "findings"} == set(c) for c in told["changes"]
    )
    assert set(told["measures"]["before"]) == {"everything", "founded"}
    assert any(change["laws"] for change in told["changes"])


def test_what_is_written_is_verified_again_with_its_certificate(zaizao: Any, better: tuple[Path, Path]) -> None:
    target, proof = better

    said = zaizao("verify", RESTAURANT, target, "--certificate", proof, *DAY)
    told = json.loads(zaizao("verify", RESTAURANT, target, "--format", "json", *DAY).out)

    assert said.code == 0
    assert said.out.startswith("证明成立：")
    assert (told["holds"], told["losses"]) == (True, [])
    assert set(told) == {"holds", "before", "after", "situations", "losses", "accounts"}
    assert told["after"]["digest"] == read_definition(target).digest
    assert len(said.out.splitlines()) == len(told["accounts"]) + 1


def test_a_tampered_redesign_is_refused_with_what_was_lost(zaizao: Any, better: tuple[Path, Path]) -> None:
    target, _ = better
    text = target.read_text(encoding="utf-8")
    tampered = re.sub(r"limit: 20wd", "limit: 60wd", text)
    assert tampered != text
    target.write_text(tampered, encoding="utf-8")

    said = zaizao("verify", RESTAURANT, target, *DAY)
    told = json.loads(zaizao("verify", RESTAURANT, target, "--format", "json", *DAY).out)

    assert said.code == 1
    assert said.out.startswith("证明不成立：")
    assert "60个工作日" in said.out
    assert told["holds"] is False
    assert all(loss["text"] and loss["path"] for loss in told["losses"])


def test_a_certificate_of_something_else_is_refused(zaizao: Any, better: tuple[Path, Path]) -> None:
    target, proof = better
    claims = json.loads(proof.read_text(encoding="utf-8"))
    proof.write_text(json.dumps({**claims, "after": "0" * 64}), encoding="utf-8")

    said = zaizao("verify", RESTAURANT, target, "--certificate", proof, *DAY)

    assert said.code == 1
    assert "[certificate-other-after]" in said.out


@pytest.mark.parametrize("text", ["", "[]", "{", '{"certificate": "other"}', "\0"])
def test_a_malformed_certificate_is_bad_input(zaizao: Any, better: tuple[Path, Path], text: str) -> None:
    target, proof = better
    proof.write_text(text, encoding="utf-8")

    said = zaizao("verify", RESTAURANT, target, "--certificate", proof)

    assert said.code == 2
    assert said.err.startswith(f"{proof}：")


def test_nothing_is_written_when_the_proof_does_not_hold(zaizao: Any, tmp_path: Path, lend: Path) -> None:
    text = lend.read_text(encoding="utf-8").replace("process: lend", "process: lend\nas_is: true")
    circle = "after: [{activity: decide, ground: law, of: b, if_skipped: run}]\n    takes: [id]"
    lend.write_text(
        text.replace("  intake: {name: {zh: 受理, en: Intake}, does: accept, by: desk, takes: [id], reads: [until, people], bases: b}",
                     f"  intake:\n    name: 受理\n    does: accept\n    by: desk\n    {circle}\n    reads: [until, people]\n    bases: b"),
        encoding="utf-8",
    )  # fmt: skip
    target = tmp_path / "out.yaml"

    said = zaizao("redesign", lend, "-o", target)

    assert said.code == 1
    assert "证明不成立" in said.out
    assert f"没有写 {target}" in said.err
    assert not target.exists()


def test_an_operator_that_does_not_exist_is_told_with_those_that_do(zaizao: Any) -> None:
    said = zaizao("redesign", RESTAURANT, "--operators", "magic")

    assert said.code == 2
    assert "没有名为“magic”的再造手法" in said.err


def test_only_the_operators_that_were_named_are_used(zaizao: Any) -> None:
    told = json.loads(zaizao("redesign", RESTAURANT, "--operators", "pledge,share-data", "--format", "json").out)

    assert {change["operator"] for change in told["changes"]} <= {"pledge", "share-data", "parallelise"}


def test_one_process_given_twice_is_refused(zaizao: Any) -> None:
    said = zaizao("redesign", RESTAURANT, RESTAURANT)

    assert said.code == 2
    assert said.err.startswith(str(RESTAURANT))


def test_draw_shows_before_and_after_with_the_reductions(
    zaizao: Any, better: tuple[Path, Path], tmp_path: Path
) -> None:
    picture = tmp_path / "change.svg"

    said = zaizao("draw", RESTAURANT, better[0], "-o", picture)

    assert (said.code, said.out) == (0, "")
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "开办餐饮店" in text


def test_a_notebook_shows_findings_redesign_and_verdict() -> None:
    found = library.diagnose(RESTAURANT, select=["ZL302"])
    better = library.improve(RESTAURANT)
    verdict = library.verify(RESTAURANT, better.after)

    assert len(found) == len(list(found)) > 0
    assert "《国务院关于在线政务服务的若干规定》第七条" in found._repr_html_()
    assert better.holds
    assert "<svg" in better._repr_html_()
    assert str(better).splitlines()[0] == "开办餐饮店（改革前） → 开办餐饮店"
    assert better.draw().svg.startswith("<svg")
    assert bool(verdict)
    assert "<table" in verdict._repr_html_()
    assert not library.verify(better.after, RESTAURANT)


def test_lines_are_cut_where_people_would_cut_them() -> None:
    assert list(cut_lines("一二三，四五六", width=6)) == ["一二", "三，四", "五六"]
    assert list(cut_lines("a word here", width=6, first="- ", rest="  ")) == ["- a", "  word", "  here"]
    assert write_columns([("名", "1"), ("a", "100")]) == ["名    1", "a   100"]
