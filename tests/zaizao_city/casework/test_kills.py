"""Kill -9 in the middle of commands: nothing lost, doubled or half done, and every chain verifies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import case_killing
from examples import examples
from record_racing import share_database

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = examples(20, proof=200)
BEGIN = (
    "import sys, json, django; django.setup(); import case_killing; "
    "print(json.dumps(case_killing.kill_in_the_middle(int(sys.argv[1]), sys.argv[2])))"
)


def _run(environment: Mapping[str, str], folder: Path) -> dict[str, object]:
    paths = os.pathsep.join([str(Path(case_killing.__file__).parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", BEGIN, str(KILLS), str(folder)]
    ran = subprocess.run(
        command, env={**environment, "PYTHONPATH": paths}, stdout=subprocess.PIPE, check=True, timeout=900
    )
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def test_a_process_killed_again_and_again_loses_doubles_and_halves_nothing(
    transactional_db: None, tmp_path: Path
) -> None:
    found = _run(share_database(tmp_path), tmp_path)

    forms = KILLS * case_killing.FORMS_A_KILL
    assert found == {
        "died": KILLS, "cases": forms, "forms": forms, "contradicted": [], "unproven": [], "broken": [], "half done": 0,
    }  # fmt: skip
