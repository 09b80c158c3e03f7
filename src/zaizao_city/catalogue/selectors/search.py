"""Finding items from the words people use (开饭店 → 开办餐饮店): candidates from the index, ranked by what they say.

Four queries whatever is asked: candidates, how common their words are, their names, the items that fit.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from attrs import frozen

from zaizao_city.catalogue.enums import ItemKind, ItemStatus
from zaizao_city.catalogue.mapping.words import Phrase, Question, cut_terms, find_intents, normalise, understand
from zaizao_city.catalogue.models import SearchTerm, ServiceItem
from zaizao_city.catalogue.selectors.retrieval import retrieve_items

RAW_WEIGHT = 0.75
LATER_MEANING = 0.92
ASKED_FOR, NOT_ASKED_FOR, NOT_DONE_HERE = 1.3, 0.6, 0.8
MILD = frozenset({"ask", "query", "complain", "dispute"})
VERBATIM = 0.2
"""For each character, from the third on, of the longest stretch that question and name have in common."""
FAR = 0.3
"""Of the best score: what fits worse than that only shares a common word."""


@frozen
class FoundItem:
    """An item that may be what is meant, and how well it fits; only the order of the figures means something."""

    item: ServiceItem
    score: float


@frozen
class Meaning:
    """An official phrase, how likely it is what is meant, and how much each of its words says."""

    phrase: Phrase
    weight: float
    terms: Mapping[str, float]
    whole: float


@frozen
class WeighedQuestion:
    """A question with the weight of each concept, and how much each of its own words says."""

    question: Question
    concepts: tuple[tuple[float, tuple[Meaning, ...]], ...]
    terms: Mapping[str, float]


def find_items(words: str, *, limit: int = 20) -> list[FoundItem]:
    """The items that fit the words best, the best first; those that nobody can apply for now are left out."""
    question = understand(words)
    terms = question.searched
    keys = retrieve_items(terms)
    if not keys:
        return []
    asked = weigh_question(question, rarity=_read_rarity(terms))
    names = ServiceItem.objects.filter(pk__in=keys, status=ItemStatus.ACTIVE).values_list("pk", "name", "kind")
    scored = [(score_name(asked, name, chain=kind == ItemKind.CHAIN), name, key) for key, name, kind in names]
    best = sorted(scored, key=lambda row: (-row[0], len(row[1]), row[2]))[:limit]
    fitting = {key: score for score, _, key in best if score > 0 and score >= FAR * best[0][0]}
    rows = ServiceItem.objects.defer("elements").in_bulk(list(fitting))
    return [FoundItem(rows[key], score) for key, score in fitting.items()]


def weigh_question(question: Question, *, rarity: Mapping[str, float]) -> WeighedQuestion:
    """The question with all that is the same whatever name it is compared with."""
    concepts = tuple(
        (weight, tuple(_weigh_meaning(mean, LATER_MEANING**at, rarity) for at, mean in enumerate(concept)))
        for concept, weight in zip(question.concepts, question.weights, strict=True)
    )
    return WeighedQuestion(question, concepts, {term: rarity.get(term, 0.0) for term in question.terms})


def score_name(asked: WeighedQuestion, name: str, *, chain: bool = False) -> float:
    """How well a name fits a question: by what is meant, by the very words, and by what is wanted done."""
    question, terms, plain = asked.question, _gather_terms(name), _flatten_name(name)
    meant, intents = 0.0, set(question.intents)
    for weight, meanings in asked.concepts:
        score, phrase = max(
            ((_fit_meaning(meaning, plain, terms), meaning.phrase) for meaning in meanings), key=lambda pair: pair[0]
        )
        meant += weight * score
        if score > 0.5:
            intents |= find_intents("".join(phrase.parts))
    own = sum(asked.terms.values())
    shared = asked.terms.keys() & terms
    raw = sum(asked.terms[term] for term in sorted(shared)) / own if own else 0.0
    density = len(shared) / len(terms) if terms else 0.0
    verbatim = VERBATIM * max(0, _count_verbatim(question.text, plain) - 2) if shared else 0.0
    total = meant + RAW_WEIGHT * raw + 0.25 * density + verbatim
    return total * _weigh_intents(frozenset(intents), find_intents(name)) * (1.08 if chain else 1.0)


def _weigh_meaning(phrase: Phrase, weight: float, rarity: Mapping[str, float]) -> Meaning:
    terms = {term: rarity.get(term, 1.0) for part in phrase.parts for term in cut_terms(part)}
    return Meaning(phrase, weight, terms, sum(terms.values()))


def _fit_meaning(meaning: Meaning, plain: str, terms: frozenset[str]) -> float:
    """1 and more where the name says it outright, less where it only shares its words."""
    if all(part in plain for part in meaning.phrase.parts):
        return meaning.weight * (1.0 + 0.5 * meaning.phrase.length / len(plain))
    shared = sum(rarity for term, rarity in meaning.terms.items() if term in terms)
    return meaning.weight * 0.8 * (shared / meaning.whole) ** 2 if meaning.whole else 0.0


def _count_verbatim(text: str, plain: str) -> int:
    """How long the longest stretch of the question is that stands in the name."""
    longest = 0
    for start in range(len(text)):
        while start + longest < len(text) and text[start : start + longest + 1] in plain:
            longest += 1
    return longest


def _weigh_intents(wanted: frozenset[str], offered: frozenset[str]) -> float:
    weight = 1.0
    if wanted & offered:
        weight *= ASKED_FOR
    elif wanted:
        weight *= NOT_DONE_HERE
    for intent in offered - wanted:
        weight *= 0.88 if intent in MILD else NOT_ASKED_FOR
    return weight


def _read_rarity(terms: tuple[str, ...]) -> dict[str, float]:
    """How much each term says: the fewer items have it, the more."""
    counts = dict(SearchTerm.objects.filter(term__in=terms).values_list("term", "documents"))
    most = max([*counts.values(), 1])
    return {term: math.log(1.0 + 4.0 * most / count) for term, count in counts.items()}


@functools.lru_cache(maxsize=20_000)
def _gather_terms(name: str) -> frozenset[str]:
    return frozenset(cut_terms(name))


@functools.lru_cache(maxsize=20_000)
def _flatten_name(name: str) -> str:
    return normalise(name).replace(" ", "")
