"""Rules about order: prerequisites that nothing demands, or that demand each other."""

from zaizao.units import Text

TITLE = Text("前后顺序", "Order")
