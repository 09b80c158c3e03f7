"""The one civil time of China."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo

SHANGHAI: tzinfo = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one civil time and has had no summer time in the years covered here."""
