import pytest

from zaizao.notation.measure import clean_text, measure, shorten, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("食品经营许可决定", 84, ("食品经营", "许可决定")),
        ("户外招牌设置审批", 84, ("户外招牌", "设置审批")),
        ("施工许可证核发（第10号）", 98, ("施工许可证核发", "（第10号）")),
        ("公众聚集场所投入使用、营业前消防安全检查（告知承诺）", 140,
         ("公众聚集场所投入", "使用、营业前消防", "安全检查（告知承诺）")),
        ("Site visit by two officers", 100, ("Site visit by", "two officers")),
        ("受理", 84, ("受理",)),
        ("", 84, ("",)),
    ],
)  # fmt: skip
def test_labels_break_at_sensible_points(text, width, lines):
    assert wrap(text, width=width, size=14, most=3).lines == lines


def test_no_line_begins_with_punctuation():
    for width in range(56, 200, 7):
        for line in wrap("受理、审核、决定（含听证）、送达；归档。", width=width, size=14, most=3).lines:
            assert line[0] not in "、；。）"


def test_what_does_not_fit_ends_in_an_ellipsis_within_the_width():
    wrapped = wrap("长" * 200, width=84, size=14, most=3)
    assert wrapped.cut
    assert wrapped.lines == ("长" * 6, "长" * 6, "长" * 5 + "…")
    assert measure(shorten("abcdefgh", width=30, size=12), size=12) <= 30


def test_text_loses_what_xml_and_readers_cannot_bear():
    assert clean_text("a\x00b\ud800 \n\tc\u202ed\uffff") == "ab cd"
