"""The contracts of .importlinter hold, and the core needs no framework to be imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import source_tree


def test_every_import_contract_is_kept(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]

    done = subprocess.run(
        [*command, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_COLOR": "1"},
        check=False,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_every_module_of_the_core_imports_without_framework_and_application() -> None:
    names = [module.name for module in source_tree.read_modules(source_tree.CORE)]
    blocked = "import sys; sys.modules['django'] = sys.modules['zaizao_city'] = None\n"

    script = blocked + "\n".join(f"import {name}" for name in names)
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
