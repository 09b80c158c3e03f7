"""Pages that are made from the code (`make docs`), and whether they are fresh (`make check`)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from zaizao.wording import list_codes

ROOT = Path(__file__).resolve().parent.parent.parent


def render_messages() -> str:
    """docs/messages.md: every code with its words in both languages."""
    rows = [f"| `{code}` | {_cell(zh)} | {_cell(en)} |" for code, (zh, en) in list_codes().items()]
    head = (
        "# Messages\n\n"
        "Every code that the core can say, with its words. Names in braces are the fields of the message.\n"
        "Made by `make docs` from `src/zaizao/wording/texts`; do not edit.\n\n"
        "| code | 中文 | English |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


PAGES: dict[str, Callable[[], str]] = {"docs/messages.md": render_messages}


def list_stale() -> list[str]:
    """The pages whose file differs from what the code says."""
    return [name for name, render in PAGES.items() if _read(ROOT / name) != render()]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write_pages() -> None:
    for name, render in PAGES.items():
        (ROOT / name).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write_pages()
    elif stale := list_stale():
        sys.exit(f"stale, run `make docs`: {', '.join(stale)}")
