"""The worked example of docs/comparison.md: its figures are those of the three municipalities' logs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest

from zaizao.eventlog import read_log
from zaizao.mining.comparison import align_sides, make_sides
from zaizao.mining.comparison.casework import Casework

ROOT = Path(__file__).resolve().parents[4]
LOGS = Path(os.environ.get("ZAIZAO_DATA", ROOT.parent / "shared" / "data")) / "eventlogs"
FILES = [LOGS / f"BPIC15_{number}.xes.gz" for number in (1, 2, 3)]


@pytest.mark.skipif(not all(file.exists() for file in FILES), reason="the logs of BPI Challenge 2015 are not at hand")
def test_the_page_has_the_figures_of_the_logs() -> None:
    sides = make_sides([(f"M{number}", read_log(file).log) for number, file in enumerate(FILES, start=1)])
    alignment = align_sides(sides)
    works = [Casework(side, alignment, None) for side in sides]
    days = [work.add_up(work.gap) for work in works]
    people = [len(np.unique(work.resource[work.resource >= 0])) for work in works]
    objections, main = (alignment.phases.index(name) for name in ("01_BB", "01_HOOFD"))

    figures = {
        "cases": [str(side.cases) for side in sides],
        "mean days": [f"{one.mean():.1f}" for one in days],
        "median days": [f"{np.median(one):.1f}" for one in days],
        "cases longer than 56 days": [f"{100 * (one > 56).mean():.0f} %" for one in days],
        "people": [str(count) for count in people],
        "`01_BB` (objection and appeal): days a case": [
            f"{work.add_up(work.gap, work.phase == objections).mean():.1f}" for work in works
        ],
        "`01_BB`: share of cases": [
            f"{100 * (work.count(work.phase == objections) > 0).mean():.0f} %" for work in works
        ],
        "`01_HOOFD` (main phase): days a case": [
            f"{work.add_up(work.gap, work.phase == main).mean():.1f}" for work in works
        ],
    }

    page = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    told = {
        cells[0].strip(): [cell.strip() for cell in cells[1:4]]
        for line in re.findall(r"^\| (.+) \|$", page, re.MULTILINE)
        if len(cells := line.split("|")) == 4
    }
    assert {name: told.get(name) for name in figures} == figures
