"""The sources as data: modules, parsed trees, functions and classes with their sizes, tracked files."""

from __future__ import annotations

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src"
CORE = SRC / "zaizao"
TESTS = ROOT / "tests"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(Struct, frozen=True):
    """One Python file: where it is, what it is called, its text and its tree."""

    path: Path
    text: str

    @property
    def tree(self) -> ast.Module:
        """Parsed when it is first asked for: who only collects the tests asks for none."""
        return _parse(self.path)

    @property
    def name(self) -> str:
        """Its dotted name below ``src``, e.g. ``zaizao.units.limit``."""
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The first folder or module below the root package: ``units``, ``errors``; the root itself is ``""``."""
        return self.name.partition(".")[2].partition(".")[0]

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def show(self, node: ast.AST) -> str:
        """``path:line`` for messages."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@functools.cache
def read_modules(folder: Path) -> tuple[Module, ...]:
    """Every Python file below ``folder``, in order of path."""
    return tuple(_read_module(path) for path in sorted(folder.rglob("*.py")))


@functools.cache
def _read_module(path: Path) -> Module:
    return Module(path, path.read_text(encoding="utf-8"))


@functools.cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(_read_module(path).text, filename=str(path))


def forget_trees() -> None:
    """Let go of what was parsed: some hundred megabytes that every later search for garbage would walk through."""
    _parse.cache_clear()
    _list_definitions.cache_clear()


def list_functions(module: Module) -> Iterator[Function]:
    return (node for node in _list_definitions(module.path) if isinstance(node, Function))


def list_classes(module: Module) -> Iterator[ast.ClassDef]:
    return (node for node in _list_definitions(module.path) if isinstance(node, ast.ClassDef))


@functools.cache
def _list_definitions(path: Path) -> tuple[Function | ast.ClassDef, ...]:
    """The functions and classes of a file; walking a whole tree costs more than keeping them."""
    return tuple(node for node in ast.walk(_read_module(path).tree) if isinstance(node, Function | ast.ClassDef))


def count_lines(node: ast.AST) -> int:
    """From the ``def`` or ``class`` line to the last one, docstring included, decorators not."""
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def count_arguments(function: Function) -> int:
    spec = function.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    return len([argument for argument in named if argument.arg not in {"self", "cls"}])


def list_imports(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """Every absolute import in the file, also inside functions, as the dotted name imported from."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node


@functools.cache
def list_tracked_files() -> tuple[Path, ...]:
    """What the repository holds; in an unpacked archive without history, everything that is not made by a command."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
        return tuple(path for path in paths if path.is_file())
    made = {".venv", "out", "build", "dist", "__pycache__", ".git"}
    return tuple(p for p in sorted(ROOT.rglob("*")) if p.is_file() and not made & set(p.relative_to(ROOT).parts))
