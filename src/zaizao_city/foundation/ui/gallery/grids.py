"""A district of hexagonal grids for the gallery's map, computed: no place on earth looks like it."""

from __future__ import annotations

from math import cos, pi, sin

from zaizao_city.foundation.ui.components.grid_map import Cell, GridMap, Place

SIZE = 34.0
ROWS = ("..10110...", ".122210011", "1234210012", "2344321122", ".123322110", "..11222100", "....1100..")
LATE = {(3, 3), (2, 6), (4, 5)}


def _find_middle(row: int, column: int) -> tuple[float, float]:
    return 48 + SIZE * 3**0.5 * (column + (row % 2) / 2), 44 + SIZE * 1.5 * row


def _draw_cell(row: int, column: int) -> str:
    x, y = _find_middle(row, column)
    corners = [(x + SIZE * sin(n * pi / 3), y + SIZE * cos(n * pi / 3)) for n in range(6)]
    return "M" + "L".join(f"{a:.0f} {b:.0f}" for a, b in corners) + "Z"


def _place(row: int, column: int, name: str, note: str, figure: str) -> Place:
    x, y = _find_middle(row, column)
    return Place(name=name, note=note, figure=figure, x=round(x), y=round(y), link="#map")


GRID_MAP = GridMap(
    finding="三个网格占了未办结的四成，集中在泉城路",
    describes="云河区网格图，圈内数字对应下面的清单",
    note="近 7 天网格事件。红边为有超期件的网格",
    width=680,
    height=400,
    cells=[
        Cell(path=_draw_cell(row, column), step=int(step), is_late=(row, column) in LATE)
        for row, line in enumerate(ROWS)
        for column, step in enumerate(line)
        if step != "."
    ],
    places=(
        _place(3, 3, "泉城路 3 号网格", "占道经营 22 件", "41 件，超期 6"),
        _place(4, 5, "东关 5 号网格", "油烟 15 件", "33 件，超期 4"),
        _place(2, 6, "北门 1 号网格", "", "5 件，超期 1"),
    ),
    heads=("网格", "未办结"),
    scale=("0", "41 件"),
)
