"""Anything malformed: exit code 2, one located line for each problem, no traceback, no half-written file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from zaizao.cli.files import write_whole
from zaizao.cli.program import CommandError

CORPUS = sorted(Path(__file__).parents[1].glob("*/corpus/**/*.yaml"))


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) > 30


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_hostile_file_is_refused_by_every_command_and_nothing_is_written(
    zaizao: Any, tmp_path: Path, path: Path
) -> None:
    target = tmp_path / "out.json"
    calls = [
        ("check", path), ("draw", path), ("convert", path, target), ("diff", path, path), ("run", path),
        ("redesign", path, "-o", target), ("verify", path, path), ("draw", path, path, "-o", target),
        ("run", "--script", path), ("deadline", "--from", "2026-01-01", "--limit", "1wd", "--calendar", path),
    ]  # fmt: skip

    for call in calls:
        said = zaizao(*call, answers="")
        assert said.code in ((2,) if call[0] != "check" else (1, 2)), call
        assert said.err.strip() or call[0] == "check"
        assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("noise.yaml", bytes(range(256)) * 40),
        ("noise.json", bytes(range(256)) * 40),
        ("empty.yaml", b""),
        ("empty.json", b""),
        ("zeros.yaml", b"\0" * 4096),
        ("list.yaml", b"[1, 2, 3]"),
        ("list.json", b"[1, 2, 3]"),
        ("deep.json", b"[" * 100_000),
        ("utf16.json", "{}".encode("utf-16")),
        ("text.txt", b"process: x"),
        ("bare", b"process: x"),
    ],
)
def test_noise_of_every_kind_is_refused_with_its_name(zaizao: Any, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    for call in (("check", path), ("draw", path), ("convert", path, tmp_path / "out.svg")):
        said = zaizao(*call)
        assert said.code == 2
        assert said.err.startswith(str(path))
    assert not (tmp_path / "out.svg").exists()


def test_a_very_large_file_is_refused_unread(zaizao: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)

    assert zaizao("check", path).code == 2


@pytest.mark.parametrize("command", ["check", "draw", "run"])
def test_a_missing_file_is_named(zaizao: Any, tmp_path: Path, command: str) -> None:
    said = zaizao(command, tmp_path / "none.yaml")

    assert said.code == 2
    assert said.err.startswith(f"{tmp_path / 'none.yaml'}：")
    assert "没有这个文件或目录" in said.err


def test_a_folder_is_no_file_and_an_empty_folder_nothing_to_check(zaizao: Any, tmp_path: Path) -> None:
    assert "这是目录" in zaizao("draw", tmp_path).err
    assert "目录里没有 .yaml 文件" in zaizao("check", tmp_path).err
    assert zaizao("check", tmp_path).code == 2


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000 + ".yaml"])
def test_an_impossible_name_is_refused(zaizao: Any, name: str) -> None:
    said = zaizao("check", name)

    assert said.code == 2
    assert "文件名不对" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(zaizao: Any, lend: Path) -> None:
    lend.chmod(0)

    assert "没有读写权限" in zaizao("check", lend).err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nix",), "没有命令“nix”"),
        (("check",), "缺少 PATH"),
        (("deadline", "--limit", "1wd"), "缺少 --from"),
        (("deadline", "--from", "2026-01-01", "--limit", "soon"), "--limit：时限“soon”写法不对"),
        (("deadline", "--from", "2026-13-01", "--limit", "1wd"), "--from：“2026-13-01”不是日期"),
        (("deadline", "--from", "2026-01-01", "--limit", "1wd", "--suspend", "x"), "--suspend：“x”不是起止日期"),
        (("deadline", "--from", "2026-01-09", "--limit", "1wd", "--suspend", "2026-01-09/2026-01-01"), "写反了"),
        (("deadline", "--from", "2026-01-01", "--limit", "1wd", "--extend", "x"), "--extend：时限“x”写法不对"),
        (("deadline", "--from", "2999-01-01", "--limit", "1wd"), "超出了日历的范围"),
        (("deadline", "--from", "2026-01-01", "--limit", "1wd", "--calendar", "none.yaml"), "日历文件打不开"),
        (("deadline", "--from"), "--from"),
        (("check", "--format", "xml", "x"), "--format 只能是：text、json、sarif"),
        (("check", "--select", "ZL999", "x"), "没有“ZL999”这条体检规则"),
        (("check", "--ignore", "sleep", "x"), "没有“sleep”这条体检规则"),
        (("check", "--on", "soon", "x"), "--on：“soon”不是日期"),
        (("check", "--fix", "--diff", "x"), "--fix、--diff 不能一起用"),
        (("check", "--fix", "--write-baseline", "x"), "--write-baseline、--fix 不能一起用"),
        (("check", "--no-diagnosis", "--select", "ZL1", "x"), "--no-diagnosis、--select 不能一起用"),
        (("check", "--baseline"), "--baseline"),
        (("explain",), "缺少 RULE"),
        (("explain", "ZL999"), "没有“ZL999”这条体检规则"),
        (("rules", "ZL999"), "没有“ZL999”这条体检规则"),
        (("redesign",), "缺少 FILE"),
        (("redesign", "none.yaml"), "没有这个文件或目录"),
        (("redesign", "none.yaml", "-o", "out.docx"), "不认识后缀 .docx"),
        (("redesign", "none.yaml", "--certificate", "out.yaml"), "不认识后缀 .yaml"),
        (("redesign", "none.yaml", "--on", "soon"), "--on：“soon”不是日期"),
        (("verify",), "缺少 BEFORE… AFTER"),
        (("verify", "one.yaml"), "缺少 AFTER"),
        (("verify", "one.yaml", "two.yaml"), "没有这个文件或目录"),
        (("draw", "a.yaml", "b.yaml", "--scale", "time"), "不能带 --scale"),
        (("draw", "a.yaml", "b.yaml", "--script", "c.yaml"), "不能带 --script"),
        (("check", "--nix", "x"), "没有选项 --nix"),
        (("law", "nix.nix"), "nix.nix"),
        (("law", "licensing-9999"), "没有收录"),
        (("law", "licensing-42", "--on", "yesterday"), "--on：“yesterday”不是日期"),
        (("convert", "a.yaml", "b.docx"), "不认识后缀 .docx"),
        (("completion", "tcsh"), "bash、zsh、fish"),
        (("demo", "out.pdf"), "不认识后缀 .pdf"),
        (("draw",), "缺少 DEFINITION"),
        (("run",), "缺少 DEFINITION"),
        (("--lang", "fr", "check", "x"), "--lang 只能是：zh、en"),
    ],
)
def test_a_mistake_in_calling_is_told_in_the_language(zaizao: Any, args: tuple[str, ...], words: str) -> None:
    said = zaizao(*args)

    assert said.code == 2
    assert words in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_every_problem_of_a_definition_is_told_on_its_own_line(zaizao: Any, lend: Path) -> None:
    text = lend.read_text(encoding="utf-8").replace("20wd", "20 days").replace("does: deliver", "does: fly")
    lend.write_text(text, encoding="utf-8")

    said = zaizao("draw", lend, "--lang", "en")

    assert said.code == 2
    assert [line.partition(":")[0] for line in said.err.splitlines()] == [str(lend)] * 2


def test_a_written_file_replaces_the_old_one_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)

    write_whole(target, "new")

    assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("new", 0o640)
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(CommandError) as caught:
        write_whole(target, "new")

    assert [problem.code for problem in caught.value.problems] == ["file-no-space"]
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_in_a_folder_that_is_not_there_is_refused(zaizao: Any, lend: Path, tmp_path: Path) -> None:
    said = zaizao("convert", lend, tmp_path / "no" / "out.json")

    assert said.code == 2
    assert "没有这个文件或目录" in said.err
