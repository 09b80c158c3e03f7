"""Processes as BPMN 2.0 with diagram interchange, for bpmn.io and every other tool that reads the standard.

Writing any definition, and reading back exactly what was written; reading what other tools drew is not here.
"""

from zaizao.notation.bpmn.moddle import describe_extension
from zaizao.notation.bpmn.problems import BpmnError
from zaizao.notation.bpmn.reading import from_bpmn
from zaizao.notation.bpmn.writing import to_bpmn

__all__ = ["BpmnError", "describe_extension", "from_bpmn", "to_bpmn"]
