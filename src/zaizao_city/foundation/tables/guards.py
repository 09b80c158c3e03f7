"""The apostrophe that keeps a spreadsheet from reading a cell as a formula: put where rows are written, dropped where read."""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins a formula."""

_GUARDED = tuple(f"'{sign}" for sign in DANGEROUS)


def put_guard(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not carry it out."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def drop_guard(cell: str) -> str:
    """The cell as it was before."""
    return cell[1:] if cell.startswith(_GUARDED) else cell
