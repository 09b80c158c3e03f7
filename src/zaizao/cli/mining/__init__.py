"""What `zaizao mine` and a notebook show of a mined log: sentences, the map one can explore, the page."""

from zaizao.cli.mining.board import build_mining_page, show_mining
from zaizao.cli.mining.telling import tell_findings, write_mining_summary

__all__ = ["build_mining_page", "show_mining", "tell_findings", "write_mining_summary"]
