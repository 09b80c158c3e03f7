"""Where the packs that are shipped with the product lie on disk; nothing is read here."""

from __future__ import annotations

from pathlib import Path

from zaizao.errors import ZaizaoError

_PACKAGE = Path(__file__).resolve().parent.parent


class PacksMissingError(ZaizaoError):
    """The packs that belong to this installation are not where they should be."""

    code = "packs-missing"


def packs_folder() -> Path:
    """The folder of the shipped packs: inside the package when installed, beside ``src`` in a checkout.

    Raises PacksMissingError when neither exists.
    """
    for folder in (_PACKAGE / "packs", _PACKAGE.parent.parent / "packs"):
        if folder.is_dir():
            return folder
    raise PacksMissingError
