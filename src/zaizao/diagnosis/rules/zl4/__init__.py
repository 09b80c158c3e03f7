"""Rules about approvals: reviews, countersigning and seals that decide nothing."""

from zaizao.units import Text

TITLE = Text("审核会签盖章", "Approvals")
