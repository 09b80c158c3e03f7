"""One self-contained page from played stories: no network, no script, one style sheet, everything escaped.

The look follows the product's own tokens (`page.css`); small functions make small parts, there is no template engine.
"""

from zaizao.cli.page.document import build_page

__all__ = ["build_page"]
