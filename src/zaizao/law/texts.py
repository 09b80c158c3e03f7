"""Files of law texts (``packs/law/*.yaml``): one law a file, its versions, the articles that definitions cite."""

from __future__ import annotations

import functools
from pathlib import Path as FilePath

from msgspec.structs import replace

from zaizao.law.article import Article, LawStatus, LawText, LawVersion
from zaizao.law.checking import Checker, Path
from zaizao.law.library import Library
from zaizao.law.numerals import parse_article
from zaizao.law.place import NATION, is_place
from zaizao.law.reading import open_checker
from zaizao.units.resources import packs_folder


@functools.cache
def shipped_library() -> Library:
    """The texts shipped with the product. Read once."""
    return load_library(packs_folder() / "law")


def load_library(folder: str | FilePath) -> Library:
    """All files of texts in a folder. Raises as `load_law`."""
    return Library(tuple(load_law(path) for path in sorted(FilePath(folder).glob("*.yaml"))))


def load_law(path: str | FilePath) -> LawText:
    """The law of one file.

    Raises YamlError and LawDataError with every fault located, OSError when the file cannot be opened.
    """
    checker, value = open_checker(path)
    law = _read_law(checker, value)
    checker.close()
    return law


def _read_law(checker: Checker, value: object) -> LawText:
    fields = checker.read_mapping(
        value, (), required=("law", "name", "title", "versions"), optional=("number", "where")
    )
    law_id = checker.read_text(fields.get("law", "?"), ("law",))
    name = checker.read_text(fields.get("name", "?"), ("name",))
    where = fields.get("where", NATION)
    if not is_place(where):
        checker.report("rule-place", ("where",), value=str(where))
    versions = checker.read_list(fields.get("versions", []), ("versions",))
    return LawText(
        id=law_id,
        name=name,
        title=checker.read_text(fields.get("title", "?"), ("title",)),
        number=checker.read_optional_text(fields.get("number"), ("number",)),
        where=str(where),
        versions=tuple(
            _read_version(checker, item, ("versions", index), law_id=law_id, name=name)
            for index, item in enumerate(versions)
        ),
    )


def _read_version(checker: Checker, value: object, path: Path, *, law_id: str, name: str) -> LawVersion:
    fields = checker.read_mapping(
        value, path, required=("version", "status", "from", "origin", "articles"), optional=("until",)
    )
    version = LawVersion(
        version=checker.read_date(fields.get("version", "2000-01-01"), (*path, "version")),
        status=checker.read_choice(fields.get("status", "in-force"), (*path, "status"), of=LawStatus),
        since=checker.read_date(fields.get("from", "2000-01-01"), (*path, "from")),
        until=checker.read_optional_date(fields.get("until"), (*path, "until")),
        origin=checker.read_text(fields.get("origin", "?"), (*path, "origin")),
        articles=(),
    )
    articles = fields.get("articles", {})
    if not isinstance(articles, dict):
        checker.report("law-field-type", (*path, "articles"), expected="mapping")
        return version
    read = [
        _read_article(checker, key, text, (*path, "articles", key), version=version, law_id=law_id, name=name)
        for key, text in articles.items()
    ]
    return replace(version, articles=tuple(read))


def _read_article(
    checker: Checker, key: str, text: object, path: Path, *, version: LawVersion, law_id: str, name: str
) -> Article:
    number = parse_article(key)
    if number is None:
        checker.report("article-number", path, value=key)
        number = (1, 0)
    return Article(
        id=f"{law_id}-{number[0]}" + (f"-{number[1]}" if number[1] else ""),
        law=name,
        number=number[0],
        sub=number[1],
        text=checker.read_text(text, path).rstrip("\n"),
        version=version.version,
        status=version.status,
        since=version.since,
        until=version.until,
    )
