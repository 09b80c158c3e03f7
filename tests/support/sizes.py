"""The size table of the house (`make sizes`): ours beside the published figures of two code bases we admire.

Figures of the others: own measurements of pretalx and ruff's rule files, August 2026.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from source_tree import CORE, SRC, TESTS, count_lines, list_functions, read_modules

HEADINGS = ("", "files", "lines", "file median/p90", "longest", "function median/p90", "> 50 lines")
OTHERS = (
    ("pretalx", "404", "60033", "76 / 388", "1376", "6 / 23", "2.2 %"),
    ("ruff rule files", "729", "137693", "130 / 353", "2284", "8 / 51", "-"),
)


def measure_folder(name: str, folder: Path) -> tuple[str, ...]:
    """One row of the table; files of two lines or less are not counted."""
    modules = [module for module in read_modules(folder) if module.lines > 2]
    files = sorted(module.lines for module in modules) or [0]
    functions = sorted(count_lines(node) for module in modules for node in list_functions(module)) or [0]
    long = 100 * sum(length > 50 for length in functions) / len(functions)
    return (
        name,
        str(len(modules)),
        str(sum(files)),
        f"{statistics.median(files):.0f} / {percentile(files, 90)}",
        str(files[-1]),
        f"{statistics.median(functions):.0f} / {percentile(functions, 90)}",
        f"{long:.1f} %",
    )


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile of an ordered sequence."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def render_table() -> str:
    rooms = [folder for folder in sorted(CORE.iterdir()) if folder.is_dir() and any(folder.glob("*.py"))]
    rows = [
        HEADINGS,
        measure_folder("zaizao", CORE),
        *(measure_folder(f"  {room.name}", room) for room in rooms),
        measure_folder("zaizao_city", SRC / "zaizao_city"),
        measure_folder("tests", TESTS),
        *OTHERS,
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return "\n".join("  ".join(_pad(row, widths)).rstrip() for row in rows)


def _pad(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]


if __name__ == "__main__":
    print(render_table())
