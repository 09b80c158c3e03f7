"""Words: texts cut into terms, and questions as people ask them turned into what official names say.

The tables of everyday words stand in ``everyday/``, a file a field of life; this module knows none of them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from zaizao.units.yaml import read_yaml_file

TABLES = Path(__file__).parent / "everyday"
MAX_QUESTION = 60
LATER = 0.75
"""Each further thing that a question speaks of counts so much less than the one before."""
_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EMPTY = frozenset(
    "的 了 吗 呢 吧 啊 我 你 我们 要 想 想要 需要 怎么 怎么办 怎样 如何 什么 哪些 哪里 在哪 可以 能 能不能 是 有 有没有 去 在 和 与 "
    "或 或者 及 以及 等 个 一个 这个 那个 给 把 被 对 为 为了 请问 请 下 一下 办 办理 手续 流程 申请 事情 怎么样 里 里面 多少 几 "
    "需 该 应该 应当 就 都 也 还 又 再 很 太 从 到 向 跟 让 用 上 做 弄 搞 咋 咋办 啥 谁 时候 地方 问题 事 们 之 其 所 它 他 她 "
    "不 没 没有 不能 不会 会 人 家 好 多 少 大 小 新 老 东西 条件 材料 证 带 拿 找 开 来 得 着 过 吃 看".split()
)
"""Words that say nothing about the matter itself; they are not searched for unless nothing else is said."""


@frozen
class Phrase:
    """Parts that must all stand in a text (``a+b``), each of them in one of its spellings (``a/b``)."""

    parts: tuple[str, ...]
    spellings: tuple[tuple[str, ...], ...] = ()

    @property
    def length(self) -> int:
        """How much of a text it accounts for."""
        return sum(map(len, self.parts))

    def find_in(self, text: str) -> tuple[str, ...] | None:
        """The spellings in which its parts stand in the text; None where one of them does not."""
        found = []
        for spellings in self.spellings or ((part,) for part in self.parts):
            there = next((spelling for spelling in spellings if spelling in text), None)
            if there is None:
                return None
            found.append(there)
        return tuple(found)

    def stands_in(self, text: str) -> bool:
        """Whether the text has every part."""
        return self.find_in(text) is not None


@frozen
class Everyday:
    """What people say, and what official names then say, the likeliest first."""

    say: tuple[Phrase, ...]
    mean: tuple[Phrase, ...]


@frozen
class Intent:
    """What somebody wants done: how it is asked for, and by which words an item's name shows that it does that."""

    name: str
    asked: tuple[str, ...]
    named: tuple[str, ...]


@frozen
class Question:
    """A question understood: its own terms, the things it speaks of in official words, and what is wanted done."""

    text: str
    terms: tuple[str, ...]
    concepts: tuple[tuple[Phrase, ...], ...] = ()
    weights: tuple[float, ...] = ()
    """How much each concept counts: the more of the question it accounts for, the more."""
    intents: frozenset[str] = field(factory=frozenset)

    @property
    def searched(self) -> tuple[str, ...]:
        """Every term that may lead to an answer."""
        meant = (
            term for concept in self.concepts for mean in concept for part in mean.parts for term in cut_terms(part)
        )
        return tuple(dict.fromkeys((*self.terms, *meant)))


def normalise(text: str) -> str:
    """The text as it is compared: compatible forms made plain, small letters, without punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return " ".join(_WORD.findall(plain))


@functools.lru_cache(maxsize=20_000)
def cut_terms(text: str) -> tuple[str, ...]:
    """The terms of a text, each once: its words, and every two neighbouring characters, so that two are always found."""
    import rjieba  # a dictionary of some megabytes, for those that search and those that index

    terms: dict[str, None] = {}
    for run in normalise(text).split():
        if not _HAN.match(run):
            terms[run] = None
            continue
        terms |= dict.fromkeys(word for word in rjieba.cut_for_search(run, hmm=False) if len(word) > 1)
        terms |= dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1))
        if len(run) == 1:
            terms[run] = None
    return tuple(terms)


def understand(question: str) -> Question:
    """What a question asks for. Over-long questions are cut; anything can be asked, nothing is refused."""
    text = normalise(question[: MAX_QUESTION * 4])[:MAX_QUESTION].replace(" ", "")
    found = _find_everyday(text)
    left = text
    for parts, _ in found:
        for part in parts:
            left = left.replace(part, " ")
    intents = frozenset(intent.name for intent in load_intents() if any(word in left for word in intent.asked))
    concepts = tuple(everyday.mean for _, everyday in found)
    weights = tuple(min(1.4, 0.6 + 0.2 * sum(map(len, parts))) * LATER**at for at, (parts, _) in enumerate(found))
    return Question(text, _cut_question(question), concepts, weights, intents)


@functools.lru_cache(maxsize=20_000)
def find_intents(name: str) -> frozenset[str]:
    """What an official name says is done."""
    return frozenset(intent.name for intent in load_intents() if any(word in name for word in intent.named))


@functools.cache
def load_everyday() -> tuple[Everyday, ...]:
    """The tables of everyday words, all fields together."""
    return tuple(
        Everyday(_read_phrases(row["say"]), _read_phrases(row["mean"]))
        for path in sorted(TABLES.glob("*.yaml"))
        if path.stem != "intents"
        for row in _read_rows(path)
    )


@functools.cache
def load_intents() -> tuple[Intent, ...]:
    """The table of what can be wanted done."""
    rows = _read_rows(TABLES / "intents.yaml")
    return tuple(Intent(row["intent"], tuple(row["ask"].split()), tuple(row["name"].split())) for row in rows)


def _read_rows(path: Path) -> list[dict[str, str]]:
    rows = read_yaml_file(path)
    assert isinstance(rows, list), path
    return [{name: str(value) for name, value in row.items()} for row in rows]


def _read_phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(map(_read_phrase, text.split()))


def _read_phrase(text: str) -> Phrase:
    spellings = tuple(
        tuple(normalise(spelling).replace(" ", "") for spelling in part.split("/")) for part in text.split("+")
    )
    return Phrase(tuple(part[0] for part in spellings), spellings)


@functools.cache
def _list_said() -> tuple[tuple[Phrase, Everyday], ...]:
    """Every phrase with what it means, the longest first."""
    said = [(phrase, everyday) for everyday in load_everyday() for phrase in everyday.say]
    return tuple(sorted(said, key=lambda pair: -pair[0].length))


def _find_everyday(text: str) -> list[tuple[tuple[str, ...], Everyday]]:
    """What the text speaks of: the longest phrases, and none of which a longer one has said half already."""
    found: list[tuple[tuple[str, ...], Everyday]] = []
    taken: set[int] = set()
    for phrase, everyday in _list_said():
        parts = phrase.find_in(text)
        if parts is None:
            continue
        places = set(_list_places(text, parts))
        if 2 * len(places - taken) <= len(places) or any(everyday is other for _, other in found):
            continue
        taken |= places
        found.append((parts, everyday))
    return found


def _list_places(text: str, parts: Iterable[str]) -> list[int]:
    places: list[int] = []
    for part in parts:
        start = text.find(part)
        places += range(start, start + len(part))
    return places


def _cut_question(question: str) -> tuple[str, ...]:
    terms = cut_terms(question[: MAX_QUESTION * 4])
    said = [term for term in terms if term not in _EMPTY]
    empty = {term for term in said if len(term) == 2 and term[0] in _EMPTY and term[1] in _EMPTY}
    return tuple(term for term in said if term not in empty) or tuple(said) or terms
