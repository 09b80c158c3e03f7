"""Files as the command meets them: read with located problems, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from zaizao.cli.program import CommandError, refuse
from zaizao.errors import Location, Problem, ZaizaoError
from zaizao.units.yaml import read_bytes

MAX_BYTES = 20_000_000


@contextlib.contextmanager
def located(path: str | Path) -> Iterator[None]:
    """Turn whatever the operating system says about a file into one located problem."""
    try:
        yield
    except (OSError, ValueError) as error:
        if isinstance(error, (BrokenPipeError, ZaizaoError)):
            raise
        raise CommandError([explain_failure(path, error)]) from None


def explain_failure(path: str | Path, error: Exception) -> Problem:
    """Why a file cannot be used, as a Problem."""
    number = error.errno if isinstance(error, OSError) else None
    codes = {
        errno.ENOENT: "file-missing",
        errno.EISDIR: "file-is-folder",
        errno.ENOTDIR: "file-missing",
        errno.EACCES: "file-forbidden",
        errno.EPERM: "file-forbidden",
        errno.ENOSPC: "file-no-space",
        errno.EROFS: "file-forbidden",
        errno.ENAMETOOLONG: "file-name",
    }
    shown = str(path).encode("utf-8", "replace").decode().replace("\0", "␀").replace("\n", "␤")
    if number is None:
        return Problem("file-name", {}, Location(shown[:200]))
    return Problem(codes.get(number, "file-failed"), {"detail": os.strerror(number)}, Location(shown[:200]))


def read_text(path: str | Path) -> str:
    """A whole text file.

    Raises CommandError when it cannot be opened, is too large or is not UTF-8.
    """
    with located(path):
        content = read_bytes(path, limit=MAX_BYTES)
    if len(content) > MAX_BYTES:
        raise refuse("yaml-too-large", str(path), limit=MAX_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("file-not-text", str(path)) from None


def write_whole(path: str | Path, text: str) -> None:
    """Write a file beside its place and move it there when it is complete: never a half-written file.

    Raises CommandError; the old file is then as it was.
    """
    target = Path(path)
    with located(path):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")  # a device or a pipe: there is nothing to replace
            return
        _write_beside(target, text)


def _write_beside(target: Path, text: str) -> None:
    folder = target.parent
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _set_mode(name, target)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _set_mode(name: str, target: Path) -> None:
    """The mode of the file that is replaced, or that of any new file."""
    try:
        mode = target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(name).chmod(mode)
