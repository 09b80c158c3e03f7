"""The page of a command on event logs: one self-contained HTML text, no network, no script."""

from __future__ import annotations

from zaizao.cli.evidence.figures import chart_css
from zaizao.cli.page.document import frame_page, read_style
from zaizao.cli.page.html import tag


def build_evidence_page(main: object, *, title: str, source: str, language: str, extra_style: str = "") -> str:
    """The whole page around ``main``; ``source`` names the file or files the figures come from."""
    head = [tag("h1", title), tag("p", source, class_="note")]
    return frame_page(
        tag("div", tag("section", head, class_="opening"), main, class_="evidence"),
        title=title,
        style=f"{read_style()}\n{chart_css()}\n{extra_style}".rstrip(),
        language=language,
        badge="evidence-badge",
        notice="evidence-notice",
        foot=("evidence", "offline"),
    )
