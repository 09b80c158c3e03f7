"""A discovered model in the form that a file's suffix names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from zaizao.cli.discovery.board import build_discovery_page
from zaizao.cli.suffixes import find_writer
from zaizao.mining.conformance import Discovered
from zaizao.mining.discovery import write_pnml

NET: Final = ".pnml"
"""The Petri net of the tree; every other suffix but that of the page is the definition's."""
PAGE: Final = ".html"


def find_model_writer(path: str, *, file: str, language: str) -> Callable[[Discovered], str]:
    """What writes a model as the text of a file called ``path``; ``file`` names the log.

    Raises CommandError for a suffix that is not known: before anything is counted.
    """
    suffix = Path(path).suffix.lower()
    if suffix == NET:
        return lambda found: write_pnml(found.net)
    if suffix == PAGE:
        return lambda found: build_discovery_page(found, file=file, language=language)
    write = find_writer(path, more=(NET, PAGE))
    return lambda found: write(found.definition, language)
