"""Finding items from the words people use (开饭店 → 开办餐饮店): candidates from the index, ranked by what they say.

Three queries whatever is asked: candidates, how common their words are, the items.
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


def find_items(words: str, *, limit: int = 20) -> list[FoundItem]:
    """The items that fit the words best, the best first; those that nobody can apply for now are left out."""
    question = understand(words)
    terms = question.searched
    keys = retrieve_items(terms)
    if not keys:
        return []
    rarity = _read_rarity(terms)
    found = [
        FoundItem(item, score)
        for item in ServiceItem.objects.filter(pk__in=keys, status=ItemStatus.ACTIVE).defer("elements")
        if (score := score_name(question, item.name, rarity=rarity, chain=item.kind == ItemKind.CHAIN)) > 0
    ]
    found.sort(key=lambda hit: (-hit.score, len(hit.item.name), hit.item.pk))
    return [hit for hit in found[:limit] if hit.score >= FAR * found[0].score]


def score_name(question: Question, name: str, *, rarity: Mapping[str, float], chain: bool = False) -> float:
    """How well a name fits a question: by what is meant, by the very words, and by what is wanted done."""
    plain = normalise(name).replace(" ", "")
    terms = _gather_terms(name)
    meant, intents = 0.0, set(question.intents)
    for concept, weight in zip(question.concepts, question.weights, strict=True):
        score, phrase = max(
            ((_fit_meaning(mean, plain, terms, rarity) * LATER_MEANING**at, mean) for at, mean in enumerate(concept)),
            key=lambda pair: pair[0],
        )
        meant += weight * score
        if score > 0.5:
            intents |= find_intents("".join(phrase.parts))
    own = sum(rarity.get(term, 0.0) for term in question.terms)
    raw = sum(rarity.get(term, 0.0) for term in question.terms if term in terms) / own if own else 0.0
    density = len(terms & set(question.terms)) / len(terms) if terms else 0.0
    total = meant + RAW_WEIGHT * raw + 0.25 * density + VERBATIM * max(0, _count_verbatim(question.text, plain) - 2)
    return total * _weigh_intents(frozenset(intents), find_intents(name)) * (1.08 if chain else 1.0)


def _fit_meaning(mean: Phrase, plain: str, terms: frozenset[str], rarity: Mapping[str, float]) -> float:
    """1 and more where the name says it outright, less where it only shares its words."""
    if mean.stands_in(plain):
        return 1.0 + 0.5 * mean.length / len(plain)
    wanted = [term for part in mean.parts for term in cut_terms(part)]
    whole = sum(rarity.get(term, 1.0) for term in wanted)
    shared = sum(rarity.get(term, 1.0) for term in wanted if term in terms)
    return 0.8 * (shared / whole) ** 2 if whole else 0.0


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
