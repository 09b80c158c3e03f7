"""Rules about time: limits against statute, promise and reality."""

from zaizao.units import Text

TITLE = Text("时间期限", "Time")
