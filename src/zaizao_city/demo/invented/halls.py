"""The halls of the made-up city: where each district's window stands, when it is open, how many desks it has. Plain data.

Addresses and telephone numbers are invented; the places lie on the plain of western Shandong, where no 澜川 is.
"""

from __future__ import annotations

from msgspec import Struct

WEEKDAYS = "9:00-12:00, 13:30-17:00"


class Hall(Struct, frozen=True, kw_only=True):
    """One district's hall; ``bustle``: minutes from one visitor to the next, at the least and at the most."""

    district: str
    address: str
    longitude: float
    latitude: float
    phone: str
    desks: int
    saturday: str = ""
    bustle: tuple[float, float] = (2, 8)


HALLS = (
    Hall(district="quancheng", address="泉城区黑虎泉路 1 号", longitude=116.52, latitude=36.31, phone="0000-5600001", desks=4, saturday="9:00-12:00", bustle=(1, 5)),
    Hall(district="shuicheng", address="水城区东湖路 18 号", longitude=116.44, latitude=36.28, phone="0000-5600002", desks=3, bustle=(1, 7)),
    Hall(district="zoulu", address="邹鲁区礼乐街 6 号", longitude=116.58, latitude=36.22, phone="0000-5600003", desks=2, bustle=(2, 9)),
    Hall(district="hehai", address="河海区油城路 99 号", longitude=116.71, latitude=36.37, phone="0000-5600004", desks=2, bustle=(3, 12)),
    Hall(district="daocheng", address="岛城区栈桥路 27 号", longitude=116.63, latitude=36.43, phone="0000-5600005", desks=3, saturday="9:00-12:00", bustle=(2, 6)),
)  # fmt: skip
