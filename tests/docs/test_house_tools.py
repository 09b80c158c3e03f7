"""The small programs behind `make sizes`, `make docs` and `make proof` say what is so."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

import examples
import generated
import prove
import sizes

RESULTS = """<testsuites><testsuite>
<testcase classname="tests.zaizao.units.test_limit" name="a[0]">
<properties><property name="examples" value="60"/></properties></testcase>
<testcase classname="tests.zaizao.units.test_limit" name="a[1]">
<properties><property name="examples" value="40"/></properties></testcase>
<testcase classname="tests.zaizao.units.test_limit" name="b"><skipped message="no data"/></testcase>
<testcase classname="tests.docs.test_pages" name="c"><failure message="no"/></testcase>
<testcase classname="tests.docs.test_pages" name="d"><error message="no"/></testcase>
</testsuite></testsuites>"""


def test_percentiles_are_values_that_occur() -> None:
    assert [sizes.percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], n) for n in (0, 50, 90, 91, 100)] == [1, 5, 9, 10, 10]


def test_the_size_table_has_a_row_for_us_and_for_each_of_the_others() -> None:
    table = sizes.render_table().splitlines()

    assert table[1].startswith("zaizao ")
    assert [line.split("  ")[0] for line in table[-2:]] == ["pretalx", "ruff rule files"]


def test_the_proof_counts_what_passed_failed_and_was_skipped(tmp_path: Path) -> None:
    results = tmp_path / "proof.xml"
    results.write_text(RESULTS, encoding="utf-8")

    folders = prove.count_outcomes(results)

    assert folders == {
        "tests/docs": Counter({"failed": 2}),
        "tests/zaizao/units": Counter({"passed": 2, "skipped": 1}),
    }
    drawn = prove.count_examples(results)
    assert drawn == {"tests/zaizao/units/test_limit.py::a": 100}
    page = prove.render_page("`abc`", folders, drawn)
    assert "| **all** | 2 | 2 | 1 |" in page
    assert "| `tests/docs` | 0 | 2 | 0 |" in page
    assert "| `tests/zaizao/units/test_limit.py::a` | 100 |" in page


def test_the_long_form_draws_more_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "PROOF", False)
    assert (examples.examples(60), examples.examples(60, proof=2000)) == (60, 60)

    monkeypatch.setattr(examples, "PROOF", True)
    assert (examples.examples(60), examples.examples(60, proof=2000)) == (600, 2000)


def test_the_page_of_messages_holds_every_code_once() -> None:
    page = generated.render_messages()

    assert page.count("| `limit-malformed` | 时限") == 1
    assert page == generated.render_messages()


def test_the_commands_of_a_page_are_followed_by_what_they_print(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n```console\n$ echo one\nold\n$ zaizao no-such\n```\nafter\n", encoding="utf-8")

    text = generated.render_sessions(str(page))

    assert text.startswith("before\n```console\n$ echo one\none\n$ zaizao no-such\n")
    assert "old" not in text
    assert "no-such" in text.partition("$ zaizao no-such\n")[2]
    assert text.endswith("```\nafter\n")


def test_the_picture_shows_the_water_being_tested() -> None:
    picture = generated.render_lanes()

    assert picture == generated.render_lanes()
    assert "办理中 3月3日到期" in picture


def test_make_help_lists_every_command(root: Path) -> None:
    said = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout

    for target in ("help", "setup", "demo", "test", "test-core", "proof", "check", "fmt", "types", "bench", "sizes"):
        assert f"make {target} " in said
