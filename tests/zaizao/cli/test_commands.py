"""Each command does what its help says: output, fixed JSON forms, exit codes, both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zaizao import __version__
from zaizao.cli.program import COMMANDS
from zaizao.definition import read_definition, to_json


def test_without_a_command_the_help_says_what_there_is(zaizao: Any) -> None:
    said = zaizao()

    assert said.code == 0
    assert [name for name in COMMANDS if f"\n  {name}" not in said.out] == []
    assert "退出码：0 正常" in said.out


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example_in_both_languages(zaizao: Any, name: str) -> None:
    zh, en = zaizao(name, "--help"), zaizao(name, "--help", "--lang", "en")

    assert (zh.code, en.code) == (0, 0)
    assert f"zaizao {name}" in zh.out
    assert "例" in zh.out
    assert f"zaizao {name}" in en.out
    assert "Example" in en.out
    assert not any("\u4e00" <= character <= "\u9fff" for character in en.out.replace("行政许可法第四十二条", ""))


def test_the_language_follows_option_then_environment(zaizao: Any) -> None:
    assert "用法" in zaizao("--help").out
    assert "Usage" in zaizao("--help", "--lang=en").out
    assert "Usage" in zaizao("--help", ZAIZAO_LANG="en_GB.UTF-8").out
    assert "用法" in zaizao("--help", "--lang", "zh", ZAIZAO_LANG="en").out


def test_the_version_is_said(zaizao: Any) -> None:
    assert zaizao("--version").out == f"zaizao {__version__}\n"


def test_check_is_silent_about_a_sound_definition(zaizao: Any, lend: Path) -> None:
    said = zaizao("check", lend)

    assert (said.code, said.out, said.err) == (0, "共 1 个文件，没有发现问题。\n", "")


def test_check_says_findings_with_their_place_and_leaves_with_one(zaizao: Any, lend: Path) -> None:
    lend.write_text(lend.read_text(encoding="utf-8").replace("bases: b}", "assumption: false}"), encoding="utf-8")

    said = zaizao("check", lend, "--format", "json")
    report = json.loads(said.out)

    assert said.code == 1
    assert report["errors"] == 0
    assert report["warnings"] == len(report["findings"]) > 0
    assert {(one["file"], one["severity"]) for one in report["findings"]} == {(str(lend), "warning")}
    assert all(one["line"] and one["text"] for one in report["findings"])
    always = {"file", "line", "column", "path", "kind", "code", "severity", "text"}
    diagnosed = always | {"name", "process", "fields", "evidence", "remedy", "fingerprint"}
    assert {(one["kind"], frozenset(one)) for one in report["findings"]} == {
        ("check", frozenset(always)), ("diagnosis", frozenset(diagnosed)),
    }  # fmt: skip


def test_check_looks_at_every_kind_of_file_in_a_folder(zaizao: Any, story: Path) -> None:
    (story.parent / "sub").mkdir()
    (story.parent / "sub" / "broken.yaml").write_text("process: [", encoding="utf-8")

    report = json.loads(zaizao("check", story.parent, "--format", "json").out)

    assert report["files"] == 3
    assert [Path(one["file"]).name for one in report["findings"]] == ["broken.yaml"]


def test_many_files_checked_side_by_side_give_the_same_findings(zaizao: Any, tmp_path: Path, lend: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(70):
        text = lend.read_text(encoding="utf-8") if number % 10 else "process: 1\nkind: odd\n"
        (folder / f"p{number:02}.yaml").write_text(text, encoding="utf-8")

    said = zaizao("check", folder, "--format", "json")
    report = json.loads(said.out)

    assert said.code == 2
    assert report["files"] == 70
    assert list(dict.fromkeys(Path(one["file"]).name for one in report["findings"])) == [
        f"p{number}0.yaml" for number in range(7)
    ]


def test_draw_prints_a_picture_or_writes_it(zaizao: Any, lend: Path, tmp_path: Path) -> None:
    target = tmp_path / "lend.svg"

    printed = zaizao("draw", lend)
    written = zaizao("draw", lend, "-o", target)

    assert (printed.code, written.code, written.out) == (0, 0, "")
    assert target.read_text(encoding="utf-8") == printed.out
    assert printed.out.startswith("<svg")


def test_draw_with_a_script_shows_where_the_case_stands(zaizao: Any, story: Path) -> None:
    assert "现在在这里" in zaizao("draw", "--script", story).out
    assert "now here" in zaizao("draw", "--script", story, "--lang", "en").out


def test_diff_leaves_with_zero_for_the_same_and_one_for_another(zaizao: Any, lend: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(lend.read_text(encoding="utf-8").replace("20wd", "10wd"), encoding="utf-8")

    same = zaizao("diff", lend, lend)
    changed = zaizao("diff", lend, other, "--format", "json", "--lang", "en")
    report = json.loads(changed.out)

    assert (same.code, same.out) == (0, "两个版本意思相同。\n")
    assert changed.code == 1
    assert (report["same"], len(report["changes"])) == (False, 1)
    assert set(report["changes"][0]) == {"code", "path", "text"}
    assert "20 working days" in report["changes"][0]["text"]


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_convert_keeps_the_meaning(zaizao: Any, lend: Path, tmp_path: Path, suffix: str) -> None:
    between, back = tmp_path / f"between{suffix}", tmp_path / "back.json"

    assert zaizao("convert", lend, between).code == 0
    assert zaizao("convert", between, back).code == 0
    assert back.read_text(encoding="utf-8").rstrip("\n") == to_json(read_definition(lend)).rstrip("\n")


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", "<svg"), (".mmd", "flowchart LR")])
def test_convert_draws_by_suffix(zaizao: Any, lend: Path, tmp_path: Path, suffix: str, begins: str) -> None:
    target = tmp_path / f"picture{suffix}"

    assert zaizao("convert", lend, target).code == 0
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_schema_is_json_and_names_the_activities(zaizao: Any) -> None:
    assert "activities" in json.loads(zaizao("schema").out)["properties"]


def test_deadline_json_has_due_and_explanation(zaizao: Any) -> None:
    said = zaizao(
        "deadline", "--from", "2026-02-10", "--limit", "20wd", "--suspend", "2026-02-24/2026-03-02", "--format", "json"
    )
    plain = json.loads(said.out)

    assert plain["due"] == "2026-03-25T00:00:00+08:00"
    assert plain["last_day"] == "2026-03-24"
    assert [row["n"] for row in plain["explanation"]["rows"] if row["n"] is not None] == list(range(1, 21))
    assert all(rule["text"] for rule in plain["explanation"]["rules"])


def test_deadline_text_says_the_day_and_the_rules(zaizao: Any) -> None:
    said = zaizao("deadline", "--from", "2026-02-10", "--limit", "20wd", "--now", "2026-03-12")

    assert said.out.splitlines()[:2] == ["2026年3月16日（周一）24:00 届满", "还剩2个工作日"]
    assert "民法典第二百零一条" in said.out


def test_an_extension_and_a_lasting_stop_are_counted(zaizao: Any) -> None:
    longer = json.loads(
        zaizao("deadline", "--from", "2026-03-02", "--limit", "20wd", "--extend", "10wd", "--format", "json").out
    )
    paused = json.loads(
        zaizao(
            "deadline", "--from", "2026-03-02", "--limit", "20wd", "--suspend", "2026-03-05/", "--format", "json"
        ).out
    )

    assert longer["last_day"] == "2026-04-14"
    assert (paused["due"], paused["paused"]) == (None, True)


def test_law_finds_articles_and_rules(zaizao: Any) -> None:
    article = zaizao("law", "licensing-42", "--on", "2026-02-10")
    cited = zaizao("law", "行政许可法第四十二条", "--on", "2026-02-10")
    rules = json.loads(zaizao("law", "--format", "json", "--on", "2026-02-10").out)
    one = json.loads(zaizao("law", rules[0]["key"], "--format", "json", "--on", "2026-02-10").out)

    assert article.out == cited.out
    assert article.out.startswith("《行政许可法》第四十二条")
    assert one["key"] == rules[0]["key"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(zaizao: Any, shell: str) -> None:
    assert "_ZAIZAO_COMPLETE" in zaizao("completion", shell).out


def test_the_shell_is_offered_the_commands(zaizao: Any) -> None:
    said = zaizao(_ZAIZAO_COMPLETE="bash_complete", COMP_WORDS="zaizao d", COMP_CWORD="1")

    assert said.out.split() == ["plain,draw", "plain,diff", "plain,deadline", "plain,discover", "plain,demo"]


def test_the_installed_command_speaks_and_leaves_with_a_code() -> None:
    command = [sys.executable, "-c", "import sys; from zaizao.cli import main; sys.exit(main())"]

    fine = subprocess.run(
        [*command, "deadline", "--from", "2026-02-10", "--limit", "1wd", "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = subprocess.run(
        [*command, "check", "no-such-file.yaml", "--lang", "en"], capture_output=True, text=True, check=False
    )

    assert (fine.returncode, fine.stdout.splitlines()[0]) == (0, "It ends on Wed 11 February 2026 at 24:00")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("no-such-file.yaml: error: There is no such file")


def test_a_reader_who_leaves_early_is_no_error() -> None:
    program = "import sys; from zaizao.cli import main; sys.exit(main(['law', '--lang', 'en']))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaints = process.stderr.read()

    assert complaints == b""
    assert process.returncode == 0
