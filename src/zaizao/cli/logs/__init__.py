"""What `zaizao log` says of a log: as plain values, in a few lines, and as a page with pictures."""

from zaizao.cli.logs.board import build_log_page, show_log
from zaizao.cli.logs.telling import describe_log, write_log_summary
from zaizao.cli.logs.view import LogView

__all__ = ["LogView", "build_log_page", "describe_log", "show_log", "write_log_summary"]
