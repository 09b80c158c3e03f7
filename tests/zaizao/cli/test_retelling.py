"""What was counted is told in other words without being counted again."""

from __future__ import annotations

from letter_logs import write_log
from zaizao.cli.mining.clocks import read_clock
from zaizao.cli.report.retelling import retell
from zaizao.mining.comparison import Family, Level, Measure
from zaizao.mining.overview import mine_log
from zaizao.mining.plain import to_plain


def test_a_mined_log_retold_is_the_log_mined_in_those_words() -> None:
    clock = read_clock("cn")

    retold = retell(mine_log(write_log("abc", "abbc"), clock=clock), {"a": "x", "b": "y", "c": "z"})

    assert to_plain(retold) == to_plain(mine_log(write_log("xyz", "xyyz"), clock=clock))


def test_the_key_of_a_measure_goes_with_its_subject() -> None:
    order = Measure("order/phase/受理/登记 > 审查/share", Family.ORDER, Level.PHASE, "share", "受理/登记 > 审查")

    retold = retell(order, {"受理/登记": "Intake", "审查": "Check"})

    assert (retold.key, retold.subject) == ("order/phase/Intake > Check/share", "Intake > Check")


def test_what_has_none_of_the_words_stays_the_same_value() -> None:
    found = {"a": ("b", [1, 2.5]), "c": write_log("ab")}

    assert retell(found, {"z": "y"}) is found
    assert retell(found, {"b": "y"})["a"] == ("y", [1, 2.5])
