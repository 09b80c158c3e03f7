"""Handing an answer over in the form asked for: to the screen, or whole into a file, never half of it."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from zaizao.cli.files import located, write_whole
from zaizao.cli.showing import to_plain
from zaizao.wording import say


def answer(
    form: str,
    *,
    output: str | None,
    language: str,
    text: Callable[[], str],
    plain: Callable[[], object],
    page: Callable[[], str] | None = None,
) -> None:
    """Make the answer and print it, or write it to ``output``; only the form asked for is made."""
    if form == "json":
        made = json.dumps(plain(), ensure_ascii=False, indent=2, default=to_plain)
    elif form == "html":
        assert page is not None, "a command that offers html makes a page"
        made = page()
    else:
        made = text()
    made = made if made.endswith("\n") else made + "\n"
    if output is None or output == "-":
        click.echo(made, nl=False)
        return
    write_whole(output, made)
    click.echo(say("cli-written", {"file": output}, language), err=True)


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """A place beside ``path`` to write to; it takes the place of ``path`` when all went well, else it is removed.

    It has the same endings (``.xes.gz``), for writers that go by them. Raises CommandError where nothing can be written.
    """
    target = Path(path)
    with located(path):
        handle, name = tempfile.mkstemp(prefix=".", suffix="".join(target.suffixes[-2:]) or ".part", dir=target.parent)
        os.close(handle)
    beside = Path(name)
    try:
        yield beside
        with located(path):
            _set_mode(beside, target)
            beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _set_mode(beside: Path, target: Path) -> None:
    """The mode of the file that is replaced, or that of any new file."""
    try:
        mode = target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    beside.chmod(mode)
