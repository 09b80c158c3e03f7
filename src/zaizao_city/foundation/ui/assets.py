"""Which stylesheets and behaviours a page loads, in order; a file that is not listed is not used."""

from __future__ import annotations

import functools

from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

STYLES = tuple(
    f"ui/css/{name}.css"
    for name in (
        *("tokens", "ground", "layout", "button", "form", "chip", "table", "desk"),
        *("deadline", "ribbon", "checklist", "figures", "picture", "pens", "record", "finding", "message"),
        *("gallery", "print"),
    )
)
MODULES = tuple(f"ui/js/{name}.js" for name in ("keys", "sending", "printing"))


@functools.cache
def link_styles() -> SafeString:
    """The links of the stylesheets, written once a process: the files do not change under it."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in STYLES))


@functools.cache
def link_modules() -> SafeString:
    """The links of the behaviours, written once a process."""
    return format_html_join("\n", '<script type="module" src="{}"></script>', ((static(name),) for name in MODULES))
