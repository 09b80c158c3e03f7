"""What may be wrong with a BPMN file or with a definition that is to become one; the words stand in `wording`."""

from __future__ import annotations

from zaizao.errors import InputError


class BpmnError(InputError):
    """The file is not a BPMN file of ours, or the definition cannot be written as one; every problem is located."""

    code = "bpmn"
