"""Which stylesheets and behaviours a page loads, in order; a file that is not listed is not used."""

from __future__ import annotations

STYLES = tuple(
    f"ui/css/{name}.css"
    for name in (
        *("tokens", "ground", "layout", "button", "form", "chip", "table", "desk"),
        *("deadline", "ribbon", "checklist", "figures", "picture", "pens", "record", "finding", "message"),
        *("gallery", "print"),
    )
)
MODULES = tuple(f"ui/js/{name}.js" for name in ("keys", "sending", "printing"))
