"""What `zaizao conform` says: as plain values, in a few lines, and as a page with the definition drawn."""

from zaizao.cli.conformance.board import build_conformance_page, show_conformance
from zaizao.cli.conformance.telling import describe_conformance, write_conformance
from zaizao.cli.conformance.view import ConformanceView, conform

__all__ = [
    "ConformanceView",
    "build_conformance_page",
    "conform",
    "describe_conformance",
    "show_conformance",
    "write_conformance",
]
