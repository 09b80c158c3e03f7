"""Chinese in the code, English beside it: which sentences a room says, which of them have no English yet, and the
compiled catalogues that Django reads.

Each app keeps its English in ``locale/en/LC_MESSAGES/django.po``. Sentences are found as gettext finds them: in templates
inside ``translate`` and ``blocktranslate``, in Python inside the gettext functions.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLURALS = "nplurals=2; plural=(n != 1);"
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A sentence a room says: where, in which context (empty: none), and with which plural (empty: none)."""

    text: str
    plural: str
    context: str
    file: str
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """How a catalogue names it."""
        return self.context, self.text


def find_said(package: Path) -> list[Said]:
    """Every translatable sentence below ``package``, in the order of files and lines."""
    files = sorted(package.rglob("*.py")) + sorted(package.rglob("templates/**/*.html"))
    return [said for file in files if "migrations" not in file.parts for said in _read_file(file)]


def find_catalogues(package: Path) -> list[Path]:
    """Every catalogue of English below ``package``."""
    return sorted(package.rglob("locale/*/LC_MESSAGES/django.po"))


def read_catalogue(path: Path) -> Catalog:
    """One catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def list_translated(catalogues: list[Path]) -> set[tuple[str, str]]:
    """The sentences that have English; one with an empty or a doubtful (fuzzy) translation has none."""
    return {
        (message.context or "", _first(message.id))
        for path in catalogues
        for message in read_catalogue(path)
        if message.id and not message.fuzzy and _is_whole(message.string)
    }


def list_missing(package: Path) -> list[Said]:
    """What is said in Chinese below ``package`` and has no English in any catalogue below it, each sentence once."""
    translated = list_translated(find_catalogues(package))
    missing = {said.key: said for said in reversed(find_said(package)) if said.key not in translated}
    return sorted(missing.values(), key=lambda said: (said.file, said.line))


def write_skeleton(missing: list[Said]) -> str:
    """The missing sentences as entries of a catalogue, ready to be filled in."""
    return "\n".join(_write_entry(said) for said in missing)


def compile_catalogue(path: Path) -> Path:
    """Write the ``.mo`` beside ``path``, whole or not at all."""
    catalogue = read_catalogue(path)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    target = path.with_suffix(".mo")
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(buffer.getvalue())
    Path(name).replace(target)
    return target


def _read_file(file: Path) -> Iterator[Said]:
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        source = _INDENT.sub("", templatize(source))
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _, context in found:
        texts = message if isinstance(message, tuple) else (message, "")
        yield Said(texts[0], texts[1] if len(texts) > 1 else "", context or "", str(file), line)


def _write_entry(said: Said) -> str:
    lines = [f"#: {Path(said.file).name}:{said.line}"]
    if said.context:
        lines.append(f"msgctxt {_quote(said.context)}")
    lines.append(f"msgid {_quote(said.text)}")
    if said.plural:
        return "\n".join([*lines, f"msgid_plural {_quote(said.plural)}", 'msgstr[0] ""', 'msgstr[1] ""', ""])
    return "\n".join([*lines, 'msgstr ""', ""])


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _first(id_: object) -> str:
    return str(id_[0]) if isinstance(id_, (tuple, list)) else str(id_)


def _is_whole(string: object) -> bool:
    parts = string if isinstance(string, (tuple, list)) else (string,)
    return all(parts)
