"""What may be wrong with a Petri net that is handed in; the words are in `zaizao.wording.texts.mining_conformance`."""

from __future__ import annotations

from zaizao.errors import InputError


class NetError(InputError):
    """The file is not a Petri net (PNML) that can be used; every problem is located."""

    code = "petri-net"
