"""`zaizao run`: a case from a script, and with somebody at the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zaizao.net.saving import state_from_json
from zaizao.net.scripts import play, read_script


def test_a_script_is_told_step_by_step(zaizao: Any, story: Path) -> None:
    said = zaizao("run", "--script", story)

    assert said.code == 0
    assert "“容缺受理”" in said.out
    assert "✗ “决定”要等容缺的材料补齐：身份证。" in said.out
    assert "事项“场地许可”：准予" in said.out


def test_a_script_as_json_has_every_step_and_event(zaizao: Any, story: Path) -> None:
    played = play(read_script(story))

    plain = json.loads(zaizao("run", "--script", story, "--format", "json", "--lang", "en").out)

    assert plain["name"] == "A hall is borrowed"
    assert [event["seq"] for event in plain["cases"]["L-1"]["events"]] == [event.seq for event in played.first.events]
    assert [step["refusal"] and step["refusal"]["code"] for step in plain["steps"]] == [
        None, None, "open-gap", None, None, "superseded-work", None, None,
    ]  # fmt: skip
    assert plain["cases"]["L-1"]["items"] == {"loan": "granted"}
    assert plain["cases"]["L-1"]["open"] == ["hand"]
    assert all(event["text"] for event in plain["cases"]["L-1"]["events"])


def test_the_state_is_saved_whole(zaizao: Any, story: Path, tmp_path: Path) -> None:
    target = tmp_path / "state.json"

    assert zaizao("run", "--script", story, "--save", target).code == 0
    assert state_from_json(target.read_text(encoding="utf-8")) == play(read_script(story)).first.state


def test_a_script_of_another_process_is_refused(zaizao: Any, story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text((story.parent / "lend.yaml").read_text(encoding="utf-8").replace("20wd", "30wd"), encoding="utf-8")

    said = zaizao("run", other, "--script", story)

    assert said.code == 2
    assert "剧本办的是另一个流程" in said.err


def test_a_case_is_played_to_its_end_by_numbers(zaizao: Any, lend: Path, tmp_path: Path) -> None:
    saved = tmp_path / "end.json"
    answers = "1\n\n" + "1\n1\n\n" + "1\n\n"

    said = zaizao("run", lend, "--from", "2026-02-12", "--save", saved, answers=answers)

    assert said.code == 0
    assert "法定时限　场地许可　2026年3月18日（周三）24:00　还剩20个工作日" in said.out
    assert said.out.rstrip().endswith("案件结束：办完。")
    assert state_from_json(saved.read_text(encoding="utf-8")).items["loan"].outcome == "granted"


def test_a_refusal_is_told_and_the_conversation_goes_on(zaizao: Any, lend: Path) -> None:
    answers = "1\n\n" + "1\n2\n\n\n\n\n" + "q\n"

    said = zaizao("run", lend, "--from", "2026-02-12", answers=answers)

    assert said.code == 0
    assert "不予许可须写明理由、救济途径和下一步怎么办" in said.out
    assert said.out.rstrip().endswith("已退出，案件停在这里。")


def test_time_can_pass_and_a_deadline_be_derived(zaizao: Any, lend: Path) -> None:
    listing = zaizao("run", lend, "--from", "2026-02-12", answers="1\n\n").out
    number = [line.split()[0] for line in listing.splitlines() if line.endswith("看期限是怎么算的")][-1]
    wait = [line.split()[0] for line in listing.splitlines() if line.endswith("过几天")][-1]

    said = zaizao("run", lend, "--from", "2026-02-12", answers=f"1\n\n{wait}\n30\n{number}\nq\n")

    assert "现在是2026年3月14日（周六）09:00" in said.out
    assert "2026年2月14日（周六）　第2日（调休上班）" in said.out


def test_the_end_of_input_is_a_quiet_end(zaizao: Any, lend: Path) -> None:
    said = zaizao("run", lend, "--from", "2026-02-12", answers="")

    assert (said.code, said.err) == (0, "")


def test_nonsense_is_asked_again(zaizao: Any, lend: Path) -> None:
    said = zaizao("run", lend, "--from", "2026-02-12", "--lang", "en", answers="x\n99\n-1\nq\n")

    assert said.out.count("Enter a number from 1 to") == 3


def test_an_as_is_definition_with_a_circle_is_refused_with_the_reason(zaizao: Any, lend: Path) -> None:
    text = (
        lend.read_text(encoding="utf-8")
        .replace("kind: item", "kind: item\nas_is: true")
        .replace("takes: [id]", "takes: [id], after: [{activity: hand, ground: custom, if_skipped: run}]")
    )
    lend.write_text(text, encoding="utf-8")

    said = zaizao("run", lend, "--from", "2026-02-12", answers="q\n")

    assert said.code == 2
    assert "不能运行" in said.err
