"""Which activity of a log is which one of a definition; people may correct it in a mapping file.

Used by conformance, by the rules on evidence and by comparison, so that all of them mean the same step.
"""

from __future__ import annotations

from zaizao.mining.matching.errors import MappingFileError
from zaizao.mining.matching.mapping import read_mapping, write_mapping
from zaizao.mining.matching.matching import Level, Match, Matching, list_names, match_activities

__all__ = [
    "Level",
    "MappingFileError",
    "Match",
    "Matching",
    "list_names",
    "match_activities",
    "read_mapping",
    "write_mapping",
]
