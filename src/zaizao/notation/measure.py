"""How wide a text is and where it may break: enough to make labels fit without a font at hand.

Widths are in em of a typical sans face, on the generous side. Hyphenation is not here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec import Struct

_NO_START = set("，。、；：！？）》」』】〉〕”’…·—-,.;:!?)]}%％℃°々ー～")
_NO_END = set("（《「『【〈〔“‘([{￥$#＃")
_NARROW = set("iljtfrI.,:;!|'`()[]{}/\\\" ")
_BROAD = set("mwMWQ@%&")
_BREAK_BEFORE = set("和与及并或")
_BIDI = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ELLIPSIS = "…"
_WORDS = frozenset(
    (
        "安全 消防 检查 审批 许可 登记 核查 受理 决定 设置 经营 食品 卫生 营业 执照 证明 申请 材料 资料 审核 审查 会签 意见 评审 "
        "专家 听证 验收 施工 规划 建设 工程 项目 环境 城市 管理 公示 送达 告知 承诺 现场 合同 土地 出让 签订 条件 核实 竣工 测量 "
        "联合 设计 核发 征求 补正 复核 投入 使用 公众 聚集 场所 户外 招牌 广告 排水 街道 社区 网格 事件 处置 回访 评价 督办 办理 "
        "质询 评分 会议 调解 协议 履行 移送 线索 监督 调查 报告 方案 计划 进展 反馈 答复 归档 公布 拨付 资金 企业 备案 变更 注销 "
        "健康 共享 数据 综合 窗口 一次 提交 部门 市场 监管 业务 系统 信息 通知 组织 召开 抽取 人员 时间 结果 制作 证件 领取"
    ).split()
)
"""Common words of the trade that a line should not cut in two."""


class Wrapped(Struct, frozen=True):
    """The lines a text was broken into, and whether some of it had to be left out."""

    lines: tuple[str, ...]
    cut: bool
    price: float = 0.0
    """How far the lines are from even and well broken; smaller is better."""


@lru_cache(maxsize=4096)
def measure_character(character: str) -> float:
    """The width of one character in em."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(character) >= 0x1F000:
        return 1.3
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in _NARROW:
        return 0.36
    if character in _BROAD:
        return 0.95
    return 0.7 if character.isupper() else 0.6


def measure(text: str, *, size: float) -> float:
    """The width of ``text`` in pixels at ``size`` pixels to the em."""
    return sum(map(measure_character, text)) * size


def clean_text(text: str) -> str:
    """One line of text that any XML may hold: white space folded, control, lone and direction characters out."""
    if text.isprintable():  # then nothing of the kind is in it, and all its white space is the plain one
        return " ".join(text.split())
    kept = (" " if c.isspace() else c for c in text if c.isspace() or _is_shown(c))
    return " ".join("".join(kept).split())


def _is_shown(character: str) -> bool:
    code = ord(character)
    if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs"):
        return False
    return code & 0xFFFE != 0xFFFE and not 0xFDD0 <= code <= 0xFDEF


def shorten(text: str, *, width: float, size: float) -> str:
    """``text``, or as much of it as fits in ``width`` with an ellipsis."""
    if measure(text, size=size) <= width:
        return text
    room = width - measure(ELLIPSIS, size=size)
    kept = ""
    for character in text:
        room -= measure_character(character) * size
        if room < 0:
            break
        kept += character
    return kept.rstrip("".join(_NO_START | _NO_END) + " ") + ELLIPSIS


def wrap(text: str, *, width: float, size: float, most: int) -> Wrapped:
    """Break ``text`` into at most ``most`` lines no wider than ``width``, balanced, at sensible points.

    No line begins with closing or ends with opening punctuation. What does not fit ends in an ellipsis.
    """
    if not text:
        return Wrapped(("",), cut=False)
    pieces = _pieces(text, width=width, size=size)
    for count in range(1, most + 1):
        found = _balance(pieces, count=count, width=width, size=size)
        if found is not None:
            return found
    return Wrapped(_fill(pieces, count=most, width=width, size=size), cut=True, price=100.0)


def _pieces(text: str, *, width: float, size: float) -> list[str]:
    """The unbreakable pieces: one wide character, or one word or number, with the punctuation that clings to it."""
    pieces: list[str] = []
    for character in text:
        if pieces and _clings(pieces[-1], character) and measure(pieces[-1] + character, size=size) <= width:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _clings(piece: str, character: str) -> bool:
    if character in _NO_START or piece[-1] in _NO_END or measure_character(character) == 0.0:
        return True
    if character == " ":
        return True
    if piece[-1] == " ":
        return False
    narrow = measure_character(character) < 1.0
    if piece[-1].isdigit() and not narrow:  # 7个, 第3轮: a number keeps its measure word
        return True
    return narrow and measure_character(piece[-1]) < 1.0 and piece[-1] not in "/_" and character != "/"


def _balance(pieces: list[str], *, count: int, width: float, size: float) -> Wrapped | None:
    """The best way to set the pieces in exactly ``count`` lines, or None when they do not fit."""
    if count > len(pieces):
        return None
    widths = [measure(piece, size=size) for piece in pieces]
    ideal = sum(widths) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(count):
        best = _extend(best, pieces, widths=widths, width=width, ideal=ideal, size=size, final=line == count - 1)
    found = best.get(len(pieces))
    if found is None:
        return None
    return Wrapped(_cut_at(pieces, found[1]), cut=False, price=found[0])


def _extend(
    best: dict[int, tuple[float, tuple[int, ...]]],
    pieces: list[str],
    *,
    widths: list[float],
    width: float,
    ideal: float,
    size: float,
    final: bool,
) -> dict[int, tuple[float, tuple[int, ...]]]:
    found: dict[int, tuple[float, tuple[int, ...]]] = {}
    for begin, (cost, ends) in best.items():
        used = 0.0
        for end in range(begin + 1, len(pieces) + 1):
            used += widths[end - 1]
            if measure("".join(pieces[begin:end]).strip(), size=size) > width:
                break
            if final and end < len(pieces):
                continue
            price = cost + ((used - ideal) / size) ** 2 + _price_of_break(pieces, begin, end)
            if end not in found or price < found[end][0]:
                found[end] = (price, (*ends, end))
    return found


def _price_of_break(pieces: list[str], begin: int, end: int) -> float:
    """Chinese words are mostly of two characters: an odd cut is dearer, one after punctuation cheaper."""
    if end == len(pieces):
        return 6.0 if end - begin == 1 and len(pieces[begin]) == 1 and begin else 0.0
    last, following = pieces[end - 1], pieces[end][0]
    if following in _NO_END:
        return -4.0
    before = "".join(pieces[begin:end])
    if before.count("（") > before.count("）"):
        return 3.0
    if last[-1] in _NO_START or last[-1] in " 的" or following in _BREAK_BEFORE:
        return -1.5
    if last + following in _WORDS:
        return 5.0
    run = 0
    for piece in reversed(pieces[begin:end]):
        if len(piece) > 1:
            break
        run += 1
    return 1.6 if run % 2 else 0.0


def _cut_at(pieces: list[str], ends: tuple[int, ...]) -> tuple[str, ...]:
    begins = (0, *ends[:-1])
    return tuple("".join(pieces[a:b]).strip() for a, b in zip(begins, ends, strict=True))


def _fill(pieces: list[str], *, count: int, width: float, size: float) -> tuple[str, ...]:
    """Greedy lines; the last one shortened."""
    lines: list[str] = []
    rest = list(pieces)
    while rest and len(lines) < count - 1:
        line = rest.pop(0)
        while rest and measure((line + rest[0]).strip(), size=size) <= width:
            line += rest.pop(0)
        lines.append(line.strip())
    return (*lines, shorten("".join(rest).strip(), width=width, size=size))
