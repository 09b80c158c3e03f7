"""The door of the command: language, exit codes, and every anticipated error as one located line for each problem.

    0    fine
    1    there are findings (or differences)
    2    bad input or usage
    130  interrupted by Ctrl-C

Nothing is loaded here that `zaizao --help` does not need.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from zaizao.cli.exit_codes import FINE, INTERRUPTED


def main(args: Sequence[str] | None = None) -> int:
    """Carry out a command line; the exit code comes back (the installed command exits with it)."""
    from zaizao.cli.program import build_program

    given = list(sys.argv[1:] if args is None else args)
    try:
        code = _carry_out(build_program(given), given)
        _flush()
    except BrokenPipeError:
        _leave_pipe()
        code = FINE
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        code = INTERRUPTED
    return code


def _carry_out(program: object, given: list[str]) -> int:
    from zaizao.cli.program import Program

    assert isinstance(program, Program)
    return program.carry_out(given)


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def _leave_pipe() -> None:
    """Whoever read our output has gone: keep the interpreter from complaining at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
