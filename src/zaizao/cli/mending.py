"""Carrying out safe remedies in files, with the difference; what a remedy is and when it is safe is `zaizao.diagnosis`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from zaizao.cli.examination import Examined, Question
from zaizao.cli.files import read_text, write_whole
from zaizao.definition import ProcessDefinition, read_definition, show_difference
from zaizao.definition.reading import PACK_FILE, read_shared
from zaizao.definition.sharing import Shared
from zaizao.diagnosis import Finding, Sifted, diagnose, fix_text
from zaizao.errors import ZaizaoError


class Mended(Struct, frozen=True):
    """What was mended in one file."""

    file: str
    done: tuple[Finding, ...]
    refused: tuple[tuple[Finding, ZaizaoError], ...]
    difference: str
    """A unified diff; empty where nothing was done."""


def mend_files(
    examined: Sequence[Examined],
    sifted: Sifted,
    question: Question,
    *,
    is_written: bool,
    advance: Callable[[int], None],
) -> list[Mended]:
    """Mend what is shown and safe, each file by itself; without ``is_written`` only the differences come back.

    Raises CommandError where a file cannot be written.
    """
    wanted = {finding.where.file for finding in sifted.shown if finding.is_mendable}
    hidden = frozenset(
        finding.fingerprint for finding in (*sifted.known, *(finding for finding, _ in sifted.suppressed))
    )
    mended = []
    for one in examined:
        if one.file in wanted and not one.file.lower().endswith(".json"):
            mended.append(_mend(one.file, question, hidden, is_written=is_written))
        advance(1)
    return mended


def _mend(file: str, question: Question, hidden: frozenset[str], *, is_written: bool) -> Mended:
    text = read_text(file)
    beside = Path(file).with_name(PACK_FILE)
    shared = read_shared(beside) if beside.exists() else Shared()

    def read(changed: str) -> ProcessDefinition:
        return read_definition(changed, file=file, shared=shared)

    def find(definition: ProcessDefinition) -> Iterator[Finding]:
        found = diagnose(definition, on=question.on, select=question.select, ignore=question.ignore)
        return (finding for finding in found if finding.fingerprint not in hidden)

    fixed = fix_text(text, read=read, find=find)
    difference = show_difference(text, fixed.result, file=file)
    if is_written and fixed.result != text:
        write_whole(file, fixed.result)
    return Mended(file, fixed.done, fixed.refused, difference)
