"""Rules about legal basis: steps, papers and limits without a basis, or on one that does not carry them."""

from zaizao.units import Text

TITLE = Text("法律依据", "Legal basis")
