"""What `zaizao discover` says: the model behind a log and what was left out of it, as values, lines and a page.

Finding and judging are `zaizao.mining`; writing a definition by suffix is that of `zaizao convert`.
"""

from zaizao.cli.discovery.board import build_discovery_page, show_discovery
from zaizao.cli.discovery.telling import describe_discovery, write_discovery
from zaizao.cli.discovery.view import DiscoveryView, discover

__all__ = [
    "DiscoveryView",
    "build_discovery_page",
    "describe_discovery",
    "discover",
    "show_discovery",
    "write_discovery",
]
