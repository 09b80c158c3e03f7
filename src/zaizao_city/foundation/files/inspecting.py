"""What an upload really is: its content decides, its name must agree, and nothing may be two things at once."""

from __future__ import annotations

import puremagic

from zaizao_city.foundation.files.errors import DisguisedFileError, FileKindRefusedError
from zaizao_city.foundation.files.kinds import KINDS
from zaizao_city.foundation.files.kinds.kind import Kind, Sound
from zaizao_city.foundation.files.names import show_name, split_ending

__all__ = ["Sound", "inspect_content"]


def inspect_content(content: bytes, *, name: str) -> Sound:
    """The content as it may be kept, under the name it may have.

    Raises:
        FileKindRefusedError: it is of no accepted kind.
        DisguisedFileError: it is of another kind than its name says.
        DoubleFileError, DangerousFileError, DamagedFileError: what its kind found.
    """
    kind = find_kind(content)
    if kind is None:
        raise FileKindRefusedError(name=show_name(name))
    ending = split_ending(name)
    if ending not in kind.endings:
        raise DisguisedFileError(name=show_name(name), kind=kind.label)
    return kind.clean(content, show_name(name))


def find_kind(content: bytes) -> Kind | None:
    """The accepted kind of the content: puremagic's guess must name it (text has no signature), and it must agree."""
    guesses = guess_endings(content)
    for kind in KINDS:
        if (guesses & set(kind.guesses) or not kind.guesses) and kind.recognise(content):
            return kind
    return None


def guess_endings(content: bytes) -> set[str]:
    """All endings whose signature the content bears."""
    try:
        return {guess.extension.lstrip(".") for guess in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):  # it knows no such signature; ValueError: too short to have one
        return set()
