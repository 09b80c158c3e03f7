"""Keeping what search knows in step with the items; called by every service that changes a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from zaizao_city.catalogue.mapping.words import cut_terms
from zaizao_city.catalogue.models import SearchDocument, SearchTerm, ServiceItem

BATCH = 500


@transaction.atomic
def index_items(items: Iterable[ServiceItem]) -> None:
    """Make the items found by their present words, and weigh all words anew."""
    write_documents(items)
    weigh_terms()


def write_documents(items: Iterable[ServiceItem]) -> None:
    """Write down the words of the items: names, and departments, English names and other names."""
    documents = [
        SearchDocument(
            item_id=item.pk,
            title=" ".join(cut_terms(item.name)),
            other=" ".join(cut_terms(f"{item.department} {item.name_en} {item.elements.get('keywords', '')}")),
        )
        for item in items
    ]
    SearchDocument.objects.bulk_create(
        documents, batch_size=BATCH, update_conflicts=True, unique_fields=["item"], update_fields=["title", "other"]
    )


@transaction.atomic
def weigh_terms() -> None:
    """Count anew in how many names each word stands."""
    counts: Counter[str] = Counter()
    for title in SearchDocument.objects.values_list("title", flat=True).iterator():
        counts.update(title.split())
    SearchTerm.objects.all().delete()
    rows = [SearchTerm(term=term[:80], documents=count) for term, count in sorted(counts.items())]
    SearchTerm.objects.bulk_create(rows, batch_size=BATCH)
