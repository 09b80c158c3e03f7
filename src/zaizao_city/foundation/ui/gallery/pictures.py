"""A small picture of a finding, drawn with the pens of ``picture.css``."""

from __future__ import annotations

MUTUAL = (
    '<svg class="pic" viewBox="0 0 336 88" aria-hidden="true">'
    '<rect class="box" x="6" y="28" width="110" height="32" rx="2"/><text class="t14 mid" x="61" y="49">店招审批</text>'
    '<rect class="box" x="220" y="28" width="110" height="32" rx="2"/><text class="t14 mid" x="275" y="49">食品受理</text>'
    '<path class="link warn" d="M116 36C150 14 186 14 214 34"/><path class="head warn" d="M219 37l-9 -1 5 -7z"/>'
    '<path class="link warn" d="M220 52C186 76 150 76 122 54"/><path class="head warn" d="M117 51l9 1 -5 7z"/></svg>'
)
