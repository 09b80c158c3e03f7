"""Whether a basis holds on a day, by its own dates and by the texts at hand."""

from __future__ import annotations

import datetime as dt

import pytest

from zaizao.definition.model import Basis
from zaizao.diagnosis.lawful import LawDesk, Standing
from zaizao.law import shipped_library

TODAY = dt.date(2026, 3, 2)
TRADERS = Basis("个体工商户条例", "第九条")
"""In force from 2016-02-06, repealed on 2022-11-01."""


@pytest.mark.parametrize(
    ("basis", "on", "standing", "day"),
    [
        (Basis("行政许可法", "第三十二条"), TODAY, Standing.HOLDS, None),
        (Basis("行政许可法", "第三十二条第一款"), TODAY, Standing.HOLDS, None),
        (Basis("行政许可法", "第八百条"), TODAY, Standing.NOT_AT_HAND, None),
        (Basis("某市办法", "第三条"), TODAY, Standing.UNKNOWN, None),
        (Basis("行政许可法", "总则"), TODAY, Standing.UNKNOWN, None),
        (Basis("某市办法", "第三条", until="2026-03-02"), TODAY, Standing.ENDED, TODAY),
        (Basis("某市办法", "第三条", until="2026-03-03"), TODAY, Standing.UNKNOWN, None),
        (Basis("某市办法", "第三条", since="2026-03-03"), TODAY, Standing.NOT_YET, dt.date(2026, 3, 3)),
        (Basis("某市办法", "第三条", until="2020-01-01"), None, Standing.UNKNOWN, None),
        (TRADERS, TODAY, Standing.ENDED, dt.date(2022, 11, 1)),
        (TRADERS, None, Standing.ENDED, dt.date(2022, 11, 1)),
        (TRADERS, dt.date(2022, 10, 31), Standing.HOLDS, None),
        (TRADERS, dt.date(2010, 1, 4), Standing.UNKNOWN, None),
    ],
)
def test_the_standing_of_a_basis(basis: Basis, on: dt.date | None, standing: Standing, day: dt.date | None) -> None:
    verdict = LawDesk(shipped_library(), on=on).judge(basis)

    assert (verdict.standing, verdict.day) == (standing, day)
    assert verdict.carries == (standing not in (Standing.ENDED, Standing.NOT_YET))
    assert (verdict.article is not None) == (standing is Standing.HOLDS)
