"""Rules about soundness and duties: ends that cannot be reached; duties with two owners, none, or no power."""

from zaizao.units import Text

TITLE = Text("流程完备与职责", "Soundness and duties")
