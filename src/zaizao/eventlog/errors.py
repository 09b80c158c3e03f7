"""What reading and writing event logs may refuse. The words are in `zaizao.wording.texts.eventlog`."""

from __future__ import annotations

from zaizao.errors import InputError


class LogRefused(InputError):  # noqa: N818  # the root of a family, like Refusal
    """The log cannot be read as asked; every problem found is inside, with its line where it has one."""

    code = "log-refused"


class LogNotWritten(InputError):  # noqa: N818  # the same family, on the way out
    """The log cannot be written in this form; nothing was left behind."""

    code = "log-not-written"
