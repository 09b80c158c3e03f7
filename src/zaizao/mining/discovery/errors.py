"""What discovery refuses: a Petri net that is wrong, a log without events; words in `zaizao.wording.texts`."""

from __future__ import annotations

from zaizao.errors import InputError, Refusal


class NetError(InputError):
    """The file is not a Petri net (PNML) that can be used; every problem is located."""

    code = "petri-net"


class NothingToModelError(Refusal):
    """The log has no events."""

    code = "log-nothing-to-model"
