"""Rules about visits: errands that could be spared."""

from zaizao.units import Text

TITLE = Text("群众跑动", "Visits")
