"""What a comparison refuses; the words are in `zaizao.wording.texts.mining_comparison`."""

from __future__ import annotations

from zaizao.errors import InputError, Refusal


class StepsFileError(InputError):
    """The file that says which activities of the sides are the same step is malformed."""

    code = "steps-file"


class GapListError(InputError):
    """The list of gaps is malformed."""

    code = "gap-list"


class TooFewSidesError(Refusal):
    """There are not two sides with cases to compare."""

    code = "compare-too-few"


class UnknownTraitError(Refusal):
    """The log has no such attribute of cases to be split by."""

    code = "compare-trait-unknown"


class UnknownStepError(Refusal):
    """No side has a step of that name."""

    code = "compare-step-unknown"
