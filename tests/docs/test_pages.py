"""The pages at the top of the repository say what is true."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import io
import re
from pathlib import Path

import pytest

import source_tree
from pages import list_commands, list_links, read_table, resolve_name
from zaizao.net import commands
from zaizao.net.scripts.forms import name_command

PAGES = [path for path in source_tree.list_tracked_files() if path.suffix == ".md" and "tests" not in path.parts]
READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [target for target in list_links(page) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_the_readme_is_short_shows_a_picture_and_names_the_two_commands(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")

    assert text.count("\n") <= 80
    assert re.search(r"!\[.+\]\(docs/\S+\.svg\)", text)
    assert "make demo" in text
    assert "make test" in text


@pytest.mark.parametrize("name", READMES)
def test_the_first_use_in_the_readme_runs(root: Path, name: str) -> None:
    script = re.search(r"```python\n(.*?)```", (root / name).read_text(encoding="utf-8"), re.DOTALL)
    assert script is not None

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(script[1], name, "exec"), {})

    assert "2026" in said.getvalue()


def test_contributing_lists_every_make_target(root: Path) -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    listed = re.findall(r"^\| `make ([a-z-]+)`", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted(targets)


def test_architecture_lists_every_room_and_no_other(root: Path) -> None:
    rows = read_table(root / "ARCHITECTURE.md", columns=2)
    listed = [room for row in rows for room in re.findall(r"`(\w+)`", row[0])]
    rooms = {module.room for module in source_tree.read_modules(source_tree.CORE)} - {""}

    assert sorted(listed) == sorted(rooms)


def test_architecture_names_what_there_is(root: Path) -> None:
    quoted = re.findall(r"`(\w+(?:\.\w+)+)`", (root / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    places = ("zaizao", "zaizao.net")

    assert len(quoted) > 10
    assert [name for name in quoted if not any(resolve_name(f"{place}.{name}") for place in places)] == []


def test_the_language_page_has_every_command_of_the_engine(root: Path) -> None:
    rows = read_table(root / "docs" / "language.md", columns=2)
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row[0])]

    assert sorted(listed) == sorted(map(name_command, commands.Command.__subclasses__()))


def test_the_page_of_the_command_has_every_subcommand(root: Path) -> None:
    rows = read_table(root / "docs" / "cli.md", columns=2)
    listed = {name for row in rows for name in re.findall(r"`zaizao (\w+)", row[0])}

    assert sorted(listed) == list_commands()


def test_decisions_are_numbered_and_say_how_they_could_prove_wrong(root: Path) -> None:
    records = sorted((root / "docs" / "decisions").glob("*.md"))
    headings = ["Context", "Decision", "Consequences", "How we would notice that it was wrong"]

    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    assert [
        r.name for r in records if re.findall(r"^## (.+)$", r.read_text(encoding="utf-8"), re.MULTILINE) != headings
    ] == []


def test_every_example_in_a_docstring_gives_what_it_says() -> None:
    told = [module.name for module in source_tree.read_modules(source_tree.CORE) if ">>>" in module.text]
    modules = [importlib.import_module(name) for name in told]

    failed = {module.__name__: doctest.testmod(module).failed for module in modules}

    assert modules
    assert {name: count for name, count in failed.items() if count} == {}
