"""What the repository may hold: nothing of a machine, no registry's address, nothing large."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import source_tree

REQUIREMENTS = source_tree.ROOT / "requirements"
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|opt/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"pypi\.\w+/|pythonhosted\.|registry\.npm|npmmirror|mirrors?\.[\w-]+\.\w+/|proxy\.golang", re.IGNORECASE
)
OURS = {".py", ".md", ".toml", ".in", ".txt", ".svg", ".typed", ".gitkeep", ""}
MEGABYTE = 1_000_000


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    telling = [
        f"{path.relative_to(source_tree.ROOT)}: {found.group()}"
        for path in source_tree.list_tracked_files()
        if path != Path(__file__)
        for found in (MACHINE.search(_read(path)), REGISTRY.search(_read(path)))
        if found
    ]

    assert telling == []


def test_no_tracked_file_is_large_and_data_stay_small() -> None:
    sizes = {path: path.stat().st_size for path in source_tree.list_tracked_files()}

    assert [path for path, size in sizes.items() if size >= MEGABYTE] == []
    assert sum(size for path, size in sizes.items() if path.suffix not in OURS) < 8 * MEGABYTE


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.iterdir()), ids=lambda path: path.name)
def test_no_requirements_file_holds_an_address_or_an_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "http" not in text
    assert not re.search(r"--(extra-)?index|--find-links|--trusted-host|^-[if] ", text, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.txt")), ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_hashes(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines) if line and line[0] not in "# "]

    assert named
    assert [lines[n] for n in named if not re.fullmatch(r"[\w.\-]+(\[[\w,\-]+\])?==\S+ \\", lines[n])] == []
    assert [lines[n] for n in named if "--hash=sha256:" not in lines[n + 1]] == []


def test_the_package_and_the_requirements_name_the_same_dependencies(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [
        line for line in (REQUIREMENTS / "base.in").read_text(encoding="utf-8").splitlines() if line[:1].isalpha()
    ]

    assert sorted(map(_name, required)) == sorted(map(_name, project["dependencies"]))


def test_every_pinned_version_is_the_same_in_all_that_share_an_environment() -> None:
    pins: dict[str, set[str]] = {}
    for path in set(REQUIREMENTS.glob("*.txt")) - set(REQUIREMENTS.glob("peers*.txt")):
        for name, version in re.findall(r"^([\w.\-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            pins.setdefault(name, set()).add(version)

    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def _name(requirement: str) -> str:
    return re.match(r"[\w.\-]+", requirement).group().lower()  # type: ignore[union-attr]


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")
