"""Why work waited: every wait divided, to the microsecond, among its causes. How long it waited is in `zaizao.mining.times`."""

from zaizao.mining.causes.causes import CAUSES, Cause, CauseRow, Causes, explain_waits

__all__ = ["CAUSES", "Cause", "CauseRow", "Causes", "explain_waits"]
