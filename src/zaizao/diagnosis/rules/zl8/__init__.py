"""Rules about evidence from logs: what only recorded cases can show."""

from zaizao.units import Text

TITLE = Text("运行实证", "Evidence from logs")
