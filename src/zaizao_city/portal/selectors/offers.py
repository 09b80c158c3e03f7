"""Things as lists offer them: the name, in a sentence what it is, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zaizao.guidance import tell_once
from zaizao.net.naming import Names
from zaizao.wording.values import format_limit, format_list
from zaizao_city.catalogue.models import ServiceItem
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.catalogue.selectors.search import FoundItem
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.selectors.facts import find_promised
from zaizao_city.portal.selectors.things import Thing

KEPT = 512


@frozen
class Offer:
    """One thing in a list; ``process`` is empty where the item cannot be applied for here."""

    process: str
    name: str
    kind: str
    text: str
    time: str = ""
    materials: str = ""
    is_unmapped: bool = False


def describe_chains(things: Iterable[Thing]) -> list[Offer]:
    """The chains with what they take together, how long and how many papers at most."""
    return [_describe_chain(thing.code, thing.version.digest, speak()) for thing in things]


@lru_cache(maxsize=KEPT)
def _describe_chain(process: str, digest: str, language: str) -> Offer:
    """A digest never changes its meaning, so a chain is described once."""
    definition = get_definition(digest)
    sheet = tell_once(definition, {})
    names = Names(definition, language)
    together = format_list([names.item(item) for item in definition.items], language=language)
    bring = len(sheet.list_to_bring())
    limit = sheet.promised or find_promised(definition, sheet.items)
    return Offer(
        process=process,
        name=definition.name.say(language),
        kind=_("一件事"),
        text=together,
        time=format_limit(limit, language=language) if limit else "",
        materials=ngettext("最多 %(n)d 份材料", "最多 %(n)d 份材料", bring) % {"n": bring},
    )


def describe_found(found: Sequence[FoundItem]) -> list[Offer]:
    """What a search found."""
    return [describe_item(hit.item) for hit in found]


def describe_item(item: ServiceItem) -> Offer:
    """An item of the list."""
    english = speak() == "en"
    return Offer(
        process=item.process,
        name=(item.name_en or item.name) if english else item.name,
        kind=str(item.get_kind_display()),
        text=item.department,
        time="",
        is_unmapped=item.unmapped,
    )
