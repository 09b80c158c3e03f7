"""Kill -9 in the middle of a load of history: begun again, every line is in once, whole, and no index is missing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import load_killing
from examples import examples
from record_racing import share_database

KILLS = examples(10, proof=100)
BEGIN = (
    "import sys, json, django; django.setup(); import load_killing; "
    "print(json.dumps(load_killing.kill_the_load(int(sys.argv[1]), sys.argv[2])))"
)


@pytest.mark.django_db(transaction=True)
def test_a_load_killed_again_and_again_ends_whole(transactional_db: None, tmp_path: Path) -> None:
    paths = os.pathsep.join([str(Path(load_killing.__file__).parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", BEGIN, str(KILLS), str(tmp_path)]
    environment = {**share_database(tmp_path), "PYTHONPATH": paths}

    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=900)

    lines = KILLS * load_killing.LINES_A_KILL
    assert json.loads(ran.stdout) == {
        "died": KILLS, "went on": True, "cases": lines, "lines": lines, "each once": True, "results": lines,
        "again": [0, lines, []], "unproven": [], "broken": [], "indexes": [],
    }  # fmt: skip
