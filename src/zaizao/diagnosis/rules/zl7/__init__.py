"""Rules about forms: what is asked to be filled in again."""

from zaizao.units import Text

TITLE = Text("表单填报", "Forms")
