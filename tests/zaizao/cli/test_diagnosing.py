"""`zaizao check` with the diagnosis: severities and exit codes, decisions, mending, SARIF, `explain` and `rules`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zaizao.cli.examination import MANY
from zaizao.diagnosis import list_rules, read_record

PACKS = Path(__file__).parents[3] / "packs"
RESTAURANT = PACKS / "restaurant" / "open-restaurant.as-is.yaml"


def _report(said: Any) -> Any:
    return json.loads(said.out)


@pytest.fixture
def habit(lend: Path) -> Path:
    """The small process with an identity card that the police hold, so that asking for it is contrary to law."""
    text = lend.read_text(encoding="utf-8").replace("gap: minor", "held: shared/police/id-card, gap: minor")
    lend.write_text("# kept\n" + text, encoding="utf-8")
    return lend


def test_what_is_contrary_to_law_is_told_with_its_law_and_remedy_and_leaves_with_one(zaizao: Any, habit: Path) -> None:
    said = zaizao("check", habit, "--select", "ZL302")

    assert said.code == 1
    assert said.out.splitlines() == [
        f"{habit}:13:17 materials.id：违法：“身份证”国家机关已经掌握（shared/police/id-card），不得再要申请人交 [ZL302]",
        "    依据：能够通过共享获得的信息，不得要求另行提供（《国务院关于在线政务服务的若干规定》第七条）",
        "    改法：改由共享数据取得（可以放心自动改：--fix）",
        "共 1 个文件：1 处违法。",
        "其中 1 处可以放心自动改：--diff 先看，--fix 再改。",
    ]


def test_notes_alone_leave_with_zero(zaizao: Any) -> None:
    said = zaizao("check", RESTAURANT, "--select", "ZL305", "--format", "json")

    assert said.code == 0
    assert _report(said)["notes"] == len(_report(said)["findings"]) > 0


def test_a_process_as_found_may_hold_circles_and_the_diagnosis_tells_them_once(zaizao: Any) -> None:
    diagnosed = _report(zaizao("check", RESTAURANT, "--format", "json"))
    plain = _report(zaizao("check", RESTAURANT, "--format", "json", "--no-diagnosis"))

    assert [one["code"] for one in diagnosed["findings"] if one["kind"] == "check"] == []
    assert "circle" in [one["code"] for one in plain["findings"]]


def test_the_law_that_counts_is_that_of_the_day(zaizao: Any, lend: Path) -> None:
    text = lend.read_text(encoding="utf-8").replace(
        "bases: {b:", "bases: {c: {law: 个体工商户条例, article: 第九条}, b:"
    )
    lend.write_text(text.replace("bases: b\n    limit", "bases: [b, c]\n    limit"), encoding="utf-8")

    codes = {
        day: [one["code"] for one in _report(zaizao("check", lend, "--on", day, "--format", "json"))["findings"]]
        for day in ("2022-10-31", "2026-02-10")
    }

    assert codes == {"2022-10-31": [], "2026-02-10": ["ZL202"]}


def test_a_definition_is_diagnosed_with_its_pack(zaizao: Any, habit: Path) -> None:
    text = habit.read_text(encoding="utf-8")
    declared = next(line for line in text.splitlines() if line.startswith("materials:"))
    habit.write_text(text.replace(declared + "\n", ""), encoding="utf-8")
    (habit.parent / "pack.yaml").write_text(declared + "\n", encoding="utf-8")

    found = _report(zaizao("check", habit, "--select", "ZL302", "--format", "json"))["findings"]

    assert [(one["code"], one["path"]) for one in found] == [("ZL302", "materials.id")]


def test_processes_of_one_call_that_wait_for_each_other_are_found(zaizao: Any, tmp_path: Path, lend: Path) -> None:
    for mine, other in (("a", "b"), ("b", "a")):
        text = lend.read_text(encoding="utf-8").replace("process: lend", f"process: {mine}")
        text = text.replace(
            "    does: decide\n", f"    does: decide\n    takes: [result-{other}]\n    gives: [result-{mine}]\n"
        )
        results = "".join(f"result-{one}: {{name: 证{one}, from: shared/x, basis: b}}, " for one in "ab")
        text = text.replace("materials: {", f"materials: {{{results}")
        (tmp_path / f"{mine}.yaml").write_text(text, encoding="utf-8")

    alone = zaizao("check", tmp_path / "a.yaml", "--select", "ZL101", "--format", "json")
    together = zaizao("check", tmp_path / "a.yaml", tmp_path / "b.yaml", "--select", "ZL101", "--format", "json")

    assert _report(alone)["findings"] == []
    assert [(Path(one["file"]).name, one["code"]) for one in _report(together)["findings"]] == [
        ("a.yaml", "ZL101"), ("b.yaml", "ZL101"),
    ]  # fmt: skip


def test_a_json_definition_is_diagnosed_without_lines(zaizao: Any, habit: Path, tmp_path: Path) -> None:
    target = tmp_path / "lend.json"
    zaizao("convert", habit, target)

    found = _report(zaizao("check", target, "--select", "ZL302", "--format", "json"))["findings"]

    assert [(one["file"], one["line"], one["path"]) for one in found] == [(str(target), None, "materials.id")]


def test_diff_shows_the_remedy_and_writes_nothing_and_fix_writes_it(zaizao: Any, habit: Path) -> None:
    before = habit.read_text(encoding="utf-8")

    shown = zaizao("check", habit, "--select", "ZL302", "--diff")
    assert habit.read_text(encoding="utf-8") == before
    mended = zaizao("check", habit, "--select", "ZL302", "--fix")

    assert (shown.code, mended.code) == (1, 0)
    added = [line for line in shown.out.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert [("from: shared/police/id-card" in line) for line in added] == [True]
    assert "已改 1 处（1 个文件）" in mended.out
    after = habit.read_text(encoding="utf-8")
    assert after.startswith("# kept\n")
    assert "from: shared/police/id-card" in after


def test_fix_tells_programs_what_it_did(zaizao: Any, habit: Path) -> None:
    fixes = _report(zaizao("check", habit, "--select", "ZL302", "--fix", "--format", "json"))["fixes"]

    assert [(one["file"], one["written"], one["rules"], one["refused"]) for one in fixes] == [
        (str(habit), True, ["ZL302"], [])
    ]
    assert fixes[0]["difference"].startswith(f"--- {habit}\n")


def test_a_baseline_hides_what_was_there_and_shows_what_is_new(zaizao: Any, habit: Path) -> None:
    written = zaizao("check", habit.parent, "--write-baseline")
    record = habit.parent / "zaizao-findings.yaml"
    known = zaizao("check", habit)
    habit.write_text(habit.read_text(encoding="utf-8").replace("    limit: 5wd\n", ""), encoding="utf-8")
    changed = zaizao("check", habit.parent, "--format", "json")

    assert (written.code, known.code, changed.code) == (0, 0, 1)
    assert f"{record}：已记下 1 处" in written.err
    assert "另有：已知 1 处" in known.out
    assert [one["code"] for one in _report(changed)["findings"]] == ["ZL604"]
    assert (_report(changed)["files"], _report(changed)["known"]) == (2, 1)


def test_writing_the_baseline_again_keeps_suppressions_and_comments(zaizao: Any, habit: Path) -> None:
    record = habit.parent / "zaizao-findings.yaml"
    record.write_text(
        "# decided in the meeting of March\nsuppressions:\n"
        "- {process: lend, rule: ZL302, at: materials.id, reason: 系统未通, until: 2026-12-31}\n",
        encoding="utf-8",
    )
    habit.write_text(habit.read_text(encoding="utf-8").replace("    limit: 5wd\n", ""), encoding="utf-8")

    zaizao("check", habit, "--write-baseline", "--on", "2026-03-01")

    text = record.read_text(encoding="utf-8")
    assert text.startswith("# decided in the meeting of March\nsuppressions:\n")
    assert [entry.rule for entry in read_record(text).baseline] == ["ZL604"]
    assert zaizao("check", habit, "--on", "2026-03-01").code == 0


def test_a_suppression_that_has_ended_hides_nothing_and_is_told(zaizao: Any, habit: Path) -> None:
    (habit.parent / "zaizao-findings.yaml").write_text(
        "suppressions:\n- {process: lend, rule: ZL302, reason: 系统未通, until: 2026-02-28}\n", encoding="utf-8"
    )

    before = zaizao("check", habit, "--on", "2026-02-28", "--format", "json")
    after = zaizao("check", habit, "--on", "2026-03-01", "--format", "json")

    assert (before.code, _report(before)["suppressed"]) == (0, 1)
    assert [one["code"] for one in _report(after)["findings"]] == ["suppression-expired", "ZL302"]


def test_a_named_baseline_applies_wherever_it_stands(zaizao: Any, habit: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    record = tmp_path / "kept" / "decided.yaml"

    written = zaizao("check", habit, "--write-baseline", "--baseline", record)

    assert written.code == 0
    assert record.is_file()
    assert zaizao("check", habit).code == 1
    assert zaizao("check", habit, "--baseline", record).code == 0


@pytest.mark.parametrize("text", ["suppressions: 3\n", "suppressions: [{process: lend}]\n", "[", "what: 1\n"])
def test_a_malformed_record_is_bad_input_with_its_line(zaizao: Any, habit: Path, text: str) -> None:
    record = habit.parent / "zaizao-findings.yaml"
    record.write_text(text, encoding="utf-8")

    for call in (("check", habit), ("check", habit.parent), ("check", habit, "--write-baseline")):
        said = zaizao(*call)
        assert said.code == 2
        assert said.err.startswith(f"{record}:1:")
        assert "Traceback" not in said.err
    assert record.read_text(encoding="utf-8") == text


def test_a_missing_baseline_is_named(zaizao: Any, habit: Path, tmp_path: Path) -> None:
    said = zaizao("check", habit, "--baseline", tmp_path / "none.yaml")

    assert said.code == 2
    assert "没有这个文件或目录" in said.err


def test_no_baseline_is_written_over_what_cannot_be_read(zaizao: Any, habit: Path) -> None:
    (habit.parent / "broken.yaml").write_text("process: [", encoding="utf-8")

    said = zaizao("check", habit.parent, "--write-baseline")

    assert said.code == 2
    assert not (habit.parent / "zaizao-findings.yaml").exists()


def test_sarif_holds_findings_fixes_and_what_cannot_be_read(zaizao: Any, habit: Path) -> None:
    (habit.parent / "broken.yaml").write_text("process: [", encoding="utf-8")

    said = zaizao("check", habit.parent, "--select", "ZL302", "--format", "sarif")
    log = json.loads(said.out)
    run = log["runs"][0]

    assert (said.code, log["version"]) == (2, "2.1.0")
    assert run["results"][0]["ruleId"] == "ZL302"
    assert [one["level"] for one in run["results"]] == ["error"] * len(run["results"])
    assert run["results"][0]["fixes"]
    assert run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("broken.yaml")


def test_rules_lists_every_rule_in_the_fixed_form(zaizao: Any) -> None:
    told = _report(zaizao("rules", "--format", "json"))

    assert [one["code"] for one in told] == [rule.code for rule in list_rules()]
    assert all({"code", "name", "family", "remedy", "status"} <= set(one) for one in told)
    text = zaizao("rules").out
    assert [rule.code for rule in list_rules() if f"  {rule.code}  " not in text] == []
    assert [line for line in zaizao("rules", "--lang", "en").out if "\u4e00" <= line <= "\u9fff"] == []


def test_rules_of_one_family_are_listed_alone(zaizao: Any) -> None:
    assert {one["family"] for one in _report(zaizao("rules", "zl1", "--format", "json"))} == {"zl1"}


@pytest.mark.parametrize("wanted", ["ZL101", "zl101", "mutual-prerequisite"])
def test_explain_prints_the_page_of_a_rule(zaizao: Any, wanted: str) -> None:
    zh, en = zaizao("explain", wanted), zaizao("explain", wanted, "--lang", "en")

    assert zh.out.startswith("# ZL101 互为前置 (mutual-prerequisite)\n")
    assert "## 查什么" in zh.out
    assert en.out.startswith("# ZL101 Mutual prerequisite (mutual-prerequisite)\n")


def test_very_many_findings_are_the_same_json(zaizao: Any, habit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = zaizao("check", habit, "--format", "json", "--diff")
    monkeypatch.setattr("zaizao.cli.reporting._MANY", 0)
    many = zaizao("check", habit, "--format", "json", "--diff")

    assert _report(many) == _report(few)
    assert len(many.out.splitlines()) < len(few.out.splitlines())


@pytest.mark.parametrize("form", ["text", "json"])
def test_many_files_are_told_alike_whether_findings_are_written_where_they_are_found_or_not(
    zaizao: Any, habit: Path, tmp_path: Path, form: str
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY + 3):
        text = habit.read_text(encoding="utf-8").replace("process: ", f"process: p{number}-", 1)
        (folder / f"f{number:03}.yaml").write_text(text, encoding="utf-8")
    (folder / "broken.yaml").write_text("process: [\n", encoding="utf-8")
    empty = tmp_path / "empty.yaml"
    empty.write_text("{}\n", encoding="utf-8")

    written = zaizao("check", folder, "--format", form)
    handed_back = zaizao("check", folder, "--format", form, "--baseline", empty)

    assert written.code == 2
    assert written == handed_back
    assert written.out.count("ZL302") == MANY + 3
