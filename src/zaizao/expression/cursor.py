"""The parser's place in the tokens: looking, taking, refusing, and putting names of several words together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain

from zaizao.expression.errors import ExpressionSyntaxError, refuse_size, refuse_text
from zaizao.expression.lexer import Token, split_tokens
from zaizao.expression.limits import NESTING
from zaizao.expression.words import MULTI_WORD_NAMES

RESERVED = frozenset(
    "and or if then else for in return some every satisfies between instance of true false null function".split()
)
"""Words that cannot be a name by themselves (``not`` can be called, and is handled where it stands)."""
_WORDS = frozenset({"name", "number"})
_MARKS = frozenset({"op", "name"})


Phrase = tuple[tuple[str, ...], str]
"""The tokens of a name of several words, and the name."""


@lru_cache(maxsize=4096)
def _split_name(name: str) -> tuple[str, ...]:
    """The tokens of a name; nothing for what is no name at all."""
    try:
        return tuple(token.text for token in split_tokens(name)[:-1])
    except ExpressionSyntaxError:
        return ()


@lru_cache(maxsize=256)
def _list_phrases(names: frozenset[str]) -> dict[str, list[Phrase]]:
    """First token → the names of several tokens that begin with it, longest first."""
    phrases: dict[str, list[Phrase]] = {}
    for name in sorted(names | frozenset(MULTI_WORD_NAMES)):
        _add_phrase(phrases, name)
    return phrases


def _add_phrase(phrases: dict[str, list[Phrase]], name: str) -> None:
    words = _split_name(name)
    if len(words) > 1:
        found = phrases.setdefault(words[0], [])
        found.append((words, name))
        found.sort(key=lambda phrase: len(phrase[0]), reverse=True)


class Cursor:
    """Tokens with a position; known names of several tokens are matched longest first."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self.text = text
        self.tokens = split_tokens(text)
        self.position = 0
        self.depth = 0
        self.range_ends = 0
        self._known = _list_phrases(frozenset(names))
        self._learned: dict[str, list[Phrase]] = {}

    def learn_name(self, name: str) -> None:
        """Let ``name`` be recognised from here on; single words always are."""
        if not name.isalnum():
            _add_phrase(self._learned, name)

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def ahead(self, count: int = 1) -> Token:
        """The token ``count`` further on, or the end."""
        return self.tokens[min(self.position + count, len(self.tokens) - 1)]

    def is_at(self, *texts: str) -> bool:
        """Whether the current token is one of these words or operators."""
        token = self.tokens[self.position]
        return token.text in texts and token.kind in _MARKS

    def take(self) -> Token:
        token = self.token
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def take_if(self, *texts: str) -> Token | None:
        token = self.tokens[self.position]
        return self.take() if token.text in texts and token.kind in _MARKS else None

    def expect(self, text: str) -> Token:
        if not self.is_at(text):
            raise self.refuse(text)
        return self.take()

    def refuse(self, expected: str) -> ExpressionSyntaxError:
        found = self.token.text or "end"
        return refuse_text(self.text, self.token.at, found=found, expected=expected)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper; refused beyond `limits.NESTING`."""
        self.depth += 1
        if self.depth > NESTING:
            raise refuse_size(self.text, self.token.at, what="nesting", limit=NESTING)
        outer, self.range_ends = self.range_ends, 0
        yield
        self.depth -= 1
        self.range_ends = outer

    def take_phrase(self) -> str | None:
        """A known name of several tokens that begins here, or None."""
        first = self.token.text
        for words, name in chain(self._learned.get(first, ()), self._known.get(first, ())):
            following = self.tokens[self.position : self.position + len(words)]
            if tuple(token.text for token in following) == words:
                self.position += len(words)
                return name
        return None

    def take_name(self, expected: str = "name") -> str:
        """A known name of several words, or one word that is not reserved."""
        phrase = self.take_phrase()
        if phrase is not None:
            return phrase
        if self.token.kind != "name" or self.token.text in RESERVED:
            raise self.refuse(expected)
        return self.take().text

    def take_words(self, expected: str = "name") -> str:
        """A name where nothing but a name can stand: words that follow each other are one name."""
        words = [self.take_name(expected)]
        while self.token.kind in _WORDS and self.token.text not in RESERVED:
            words.append(self.take().text)
        return " ".join(words)

    def take_raw_until(self, *stops: str) -> str:
        """Everything up to a stop as one name, inner space as written but single."""
        start, end = self.token.at, self.token.at
        while not self.is_at(*stops) and self.token.kind != "end":
            end = self.take().end
        return " ".join(self.text[start:end].split())
