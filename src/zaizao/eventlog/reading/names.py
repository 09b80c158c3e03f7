"""Names that files leave out or give twice: headings of columns, and the name of a log. Meanings are not here."""

from __future__ import annotations

from collections.abc import Sequence

from zaizao.eventlog.reading.account import Reporter

_ENDINGS = (
    ".gz",
    ".csv",
    ".tsv",
    ".txt",
    ".tab",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".parquet",
    ".pq",
    ".jsonl",
    ".ndjson",
)


def name_columns(headings: Sequence[str], reporter: Reporter, *, line: int = 1) -> tuple[str, ...]:
    """Headings without the spaces around them, each once: an empty one takes its place, one that returns a number."""
    named: list[str] = []
    for place, heading in enumerate(headings, start=1):
        plain = heading.strip().lstrip("\ufeff").strip()
        name = plain or f"#{place}"
        count = 2
        while name in named:
            name = f"{plain or f'#{place}'} ({count})"
            count += 1
        if plain and name != plain:
            reporter.note("log-heading-twice", {"heading": plain[:80], "name": name[:90]}, line=line)
        named.append(name)
    return tuple(named)


def name_log(file: str) -> str:
    """The name of a file without its endings."""
    name = file
    for ending in _ENDINGS:
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name
