"""Rules about materials: papers that are asked twice, that the state already has, or that need not be asked."""

from zaizao.units import Text

TITLE = Text("申请材料", "Materials")
