"""What the diagnosis refuses, and why; the words are in `zaizao.wording.texts.diagnosis`."""

from __future__ import annotations

from zaizao.errors import InputError, Refusal


class UnknownDiagnosisRuleError(Refusal):
    """There is no rule of this code or name."""

    code = "diagnosis-rule-unknown"


class FindingsFileError(InputError):
    """The file of suppressions and baseline is malformed."""

    code = "findings-file"


class HarmfulRemedyError(Refusal):
    """The remedy would make the definition worse in another respect."""

    code = "remedy-harmful"
