"""The name of an upload: what is kept of it. The bytes never lie under this name."""

from __future__ import annotations

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.conf import LONGEST_NAME
from zaizao_city.foundation.files.errors import FileNameRefusedError

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of signs that are not seen: controls, marks that turn the direction, surrogates, unassigned."""


def clean_name(name: str) -> str:
    """The last part of the name, in composed form (NFC), without blanks at its ends.

    A path before it is dropped, as browsers and systems differ in sending one.

    Raises:
        FileNameRefusedError: nothing is left; it is too long; it holds signs that are not seen, by which
            ``gnp.exe`` shows as ``exe.png``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1].strip().rstrip(". ")
    why = _find_fault(last)
    if why:
        raise FileNameRefusedError(name=show_name(last), why=why, longest=LONGEST_NAME)
    return last


def show_name(name: str) -> str:
    """The name as a message can show it: nothing unseen, not longer than a line."""
    seen = "".join("□" if unicodedata.category(sign) in UNSEEN else sign for sign in name)
    return seen if len(seen) <= 40 else seen[:30] + "…" + seen[-9:]


def split_ending(name: str) -> str:
    """The ending of the name in small letters, without its dot; empty if it has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def _find_fault(name: str) -> str | Promise:
    if not name.strip("."):
        return _("没有文件名")
    if len(name) > LONGEST_NAME:
        return _("太长")
    if any(unicodedata.category(sign) in UNSEEN for sign in name):
        return _("含有看不见的字符")
    return ""
