"""The rows of this room."""

from zaizao_city.reform.models.report import EvidenceReport

__all__ = ["EvidenceReport"]
