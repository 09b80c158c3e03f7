"""Cutting the shipped articles out of a collection of law texts; used by developers, never when the product runs.

The collection is a folder with archives of markdown (one law a file, ``第…条`` at the start of an article) and a
gzipped SQLite database. `data/texts.yaml` says which articles are taken. To write the files of texts anew:

    python -m zaizao.law.extract COLLECTION packs/law
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import sys
import zipfile
from pathlib import Path

from zaizao.law.numerals import parse_article
from zaizao.units.yaml import read_yaml_file
from zaizao.units.yaml_write import write_yaml

_LIST = Path(__file__).parent / "data" / "texts.yaml"
_START = re.compile(r"(第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]+(.*)")
_POINT = re.compile(r"([零一二三四五六七八九十百]+)、(.*)")
_HEADING = re.compile(r"#|第[零一二三四五六七八九十]+(?:编|分编|章|节)[\s\u3000]")
_HEADER = """\
# {title}
# Origin: {origin}
# 法律、法规不受著作权保护（著作权法第五条）。Chinese laws carry no copyright (著作权法 第五条).
"""

Entry = dict[str, object]


def read_list(path: str | Path = _LIST) -> list[Entry]:
    """The list of shipped articles: one mapping a law, with its ``versions``, each with the origin of its text."""
    value = read_yaml_file(path)
    assert isinstance(value, dict)
    for law in value["laws"]:
        for version in law["versions"]:
            version["origin"] = f"{value['collections'][version['archive']]}, {version.get('file', law['title'])}"
    return list(value["laws"])


def extract_markdown(text: str) -> dict[str, str]:
    """The articles of a law written in markdown, by number (``"42"``, ``"120-1"``); paragraphs become lines.

    An old decree without articles, numbered 一、 二、 instead, is cut at these points.
    """
    body = text.partition("<!-- INFO END -->")[2]
    start = _START if any(_START.match(line.strip()) for line in body.splitlines()) else _POINT
    articles: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in body.splitlines():
        plain = line.strip().strip("\u3000").strip()
        match = start.match(plain)
        if match is not None:
            current = articles.setdefault(_write_key(match[1]), [])
            current.append(match[2].strip())
        elif plain and not _HEADING.match(plain) and current is not None:
            current.append(plain)
    return {number: "\n".join(lines) for number, lines in articles.items()}


def _write_key(label: str) -> str:
    number = parse_article(label)
    assert number is not None
    return f"{number[0]}-{number[1]}" if number[1] else str(number[0])


def extract_database(connection: sqlite3.Connection, *, title: str) -> dict[str, str]:
    """The articles of the law of this full title in the database, without the headings that stuck to their ends."""
    rows = connection.execute("SELECT article_no, article_text FROM articles WHERE law_name = ? ORDER BY id", (title,))
    return {_write_key(number): _cut_headings(text) for number, text in rows if parse_article(number)}


def _cut_headings(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while len(lines) > 1 and _HEADING.match(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def list_numbers(text: str) -> list[str]:
    """``"4-6, 12"`` as 4, 5, 6, 12."""
    numbers: list[str] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        numbers += [str(number) for number in range(int(first), int(last or first) + 1)]
    return numbers


def collect_articles(collection: Path, law: Entry, version: Entry) -> dict[str, str]:
    """The articles of one version that the list asks for, as the collection has them.

    Raises KeyError when an article is not there.
    """
    path = collection / str(version["archive"])
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            found = extract_markdown(archive.read(str(version["file"])).decode("utf-8"))
    else:
        found = _read_database(path, title=str(law["title"]))
    return {number: found[number] for number in list_numbers(str(version["articles"]))}


def _read_database(path: Path, *, title: str) -> dict[str, str]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(gzip.decompress(path.read_bytes()))
        return extract_database(connection, title=title)
    finally:
        connection.close()


def make_law_file(collection: Path, law: Entry) -> str:
    """The text of ``packs/law/<law>.yaml``."""
    versions = law["versions"]
    assert isinstance(versions, list)
    head: Entry = {key: law[key] for key in ("law", "name", "title", "number", "where") if key in law}
    body = [_make_version(collection, law, version) for version in versions]
    origin = "; ".join(str(version["origin"]) for version in versions)
    return _HEADER.format(title=law["title"], origin=origin) + write_yaml({**head, "versions": body})


def _make_version(collection: Path, law: Entry, version: Entry) -> Entry:
    head: Entry = {"version": version["version"], "status": version.get("status", "in-force")}
    dates: Entry = {key: version[key] for key in ("from", "until", "origin") if key in version}
    return {**head, **dates, "articles": collect_articles(collection, law, version)}


def main(arguments: list[str]) -> int:
    """Write every file of texts; exit code 2 when the two folders are not given."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m zaizao.law.extract COLLECTION OUT\n")
        return 2
    collection, out = (Path(argument) for argument in arguments)
    out.mkdir(parents=True, exist_ok=True)
    for law in read_list():
        (out / f"{law['law']}.yaml").write_text(make_law_file(collection, law), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
