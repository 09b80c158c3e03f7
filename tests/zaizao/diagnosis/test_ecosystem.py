"""What the rules find in every process that is shipped, kept as files: a changed rule shows its effect in review.

ZAIZAO_UPDATE_GOLDEN=1 writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from zaizao.definition import ProcessDefinition, check_definition, read_definition
from zaizao.definition.editing import edit_definition
from zaizao.diagnosis import Finding, diagnose, diagnose_all, fix_definition
from zaizao.units.yaml import read_yaml_file
from zaizao.verification import verify

DAY = dt.date(2026, 3, 2)
ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).parent / "golden"
FOLDERS = sorted(path.name for path in (ROOT / "packs").iterdir() if path.is_dir() and path.name not in ("law", "logs"))


def read_folder(folder: Path) -> dict[str, ProcessDefinition]:
    """The processes of a folder by file name."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        plain = read_yaml_file(path)
        if isinstance(plain, dict) and "process" in plain and "opened" not in plain:
            found[path.name] = read_definition(path)
    return found


def write_lines(file: str, findings: tuple[Finding, ...]) -> str:
    lines = [f"{file} {one.rule.code} {one.anchor} {_write_remedy(one)}: {one.say()}\n" for one in findings]
    return "".join(lines) or f"{file} clean\n"


def _write_remedy(finding: Finding) -> str:
    remedy = finding.remedy
    return "-" if remedy is None else f"{remedy.operator or 'edit'}/{remedy.safety.value}/{len(remedy.edits)}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_findings_in_a_shipped_folder_are_those_that_were_reviewed(folder: str) -> None:
    read = read_folder(ROOT / "packs" / folder)
    found = diagnose_all(read.values(), on=DAY)
    text = "".join(write_lines(name, findings) for name, findings in zip(read, found, strict=True))
    golden = GOLDEN / f"{folder}.txt"

    if os.environ.get("ZAIZAO_UPDATE_GOLDEN") == "1":
        golden.write_text(text, encoding="utf-8")

    assert text == golden.read_text(encoding="utf-8")
    assert all(one.say("en") for findings in found for one in findings)


def test_every_golden_file_belongs_to_a_folder() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_remedy_in_a_shipped_folder_can_be_carried_out_and_mends_its_finding(folder: str) -> None:
    together = list(read_folder(ROOT / "packs" / folder).values())

    failed = [
        (definition.process, finding.rule.code, finding.at, why)
        for definition, findings in zip(together, diagnose_all(together, on=DAY), strict=True)
        for finding in findings
        if finding.remedy is not None and finding.remedy.edits
        for why in find_harm(definition, finding, together)
    ]

    assert failed == []


def find_harm(definition: ProcessDefinition, finding: Finding, together: list[ProcessDefinition]) -> list[str]:
    """What is wrong with the definition once the remedy is carried out."""
    assert finding.remedy is not None
    mended = edit_definition(definition, finding.remedy.edits)
    others = [one for one in together if one is not definition]
    left = diagnose(mended, others=others, on=DAY, select=[finding.rule.code])
    before, after = (Counter(one.code for one in check_definition(each)) for each in (definition, mended))
    # what the process no longer needs stays declared: the remedy of one finding is not the tidying of all
    worse = sorted((after - before).keys() - {"unused"})
    return worse + ["still there" for one in left if one.fingerprint == finding.fingerprint]


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_mended_in_a_shipped_folder_loses_nothing_that_the_law_demands(folder: str) -> None:
    find = partial(diagnose, on=DAY)

    for definition in read_folder(ROOT / "packs" / folder).values():
        fixed = fix_definition(definition, find=find)
        assert (verify([definition], fixed.result, on=DAY).losses, fixed.refused) == ((), ()), definition.process

        # what needs a human is no breach of law either, one by one, once nothing waits for itself any more
        open_ends = fix_definition(definition, find=partial(find, select=["ZL101"])).result
        for finding in find(open_ends, select=["zl1", "zl2", "zl9"]):
            if finding.remedy is not None and finding.remedy.edits:
                mended = edit_definition(open_ends, finding.remedy.edits)
                assert verify([open_ends], mended, on=DAY).losses == (), (finding.rule.code, finding.at)
