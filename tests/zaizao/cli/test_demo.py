"""The pages of the redesigned chains: what they show was worked out, all of it is there, and nothing is fetched."""

from __future__ import annotations

import functools
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from web_page import Reader, read, shipped_stories
from zaizao.cli.commands.demonstrating import build_pages, prove_chains
from zaizao.cli.page.chain import CHAINS, Chain, Proof, build_chain_page, prove_chain
from zaizao.cli.page.chain.proof import DAY
from zaizao.definition import digest_of, read_definition, to_plain
from zaizao.units.resources import packs_folder
from zaizao.verification import Certificate, verify

KINDS = ["prerequisite", "pledge", "refusal"]


@functools.cache
def shipped_proofs() -> tuple[Proof, ...]:
    return tuple(prove_chains())


@functools.cache
def shipped_pages(language: str) -> dict[str, str]:
    return build_pages(shipped_stories(), shipped_proofs(), home="out/demo.html", language=language)


def page_of(proof: Proof, language: str = "zh") -> str:
    return shipped_pages(language)[f"demo-{proof.chain.key}.html"]


def classed(reader: Reader, name: str) -> list[dict[str, str | None]]:
    return [attributes for _, attributes in reader.elements if name in (attributes.get("class") or "").split()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_well_formed_and_leads_to_what_is_there(language: str) -> None:
    pages = shipped_pages(language)
    for name, page in pages.items():
        if not name.endswith(".html"):
            continue
        reader = read(page)
        ids = reader.values("id")
        hrefs = set(reader.values("href"))

        assert (name, reader.faults, reader.open) == (name, [], [])
        assert len(ids) == len(set(ids))
        assert {href.removeprefix("#") for href in hrefs if href.startswith("#")} <= set(ids)
        assert {href for href in hrefs if not href.startswith("#")} <= set(pages)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_fetches_or_runs_anything(language: str) -> None:
    for name, page in shipped_pages(language).items():
        if not name.endswith(".html"):
            continue
        reader = read(page)
        foreign = {"script", "link", "img", "iframe", "object", "embed", "form", "base"}

        assert re.findall(r"https?:|url\(|@import", page) == []
        assert {tag for tag, _ in reader.elements} & foreign == set()
        assert [
            key for _, attributes in reader.elements for key in attributes if key.startswith("on") or key == "style"
        ] == []
        assert page.count("<style") == 1


def test_the_first_page_leads_to_all_others_and_is_written_last() -> None:
    names = list(shipped_pages("zh"))
    hrefs = set(read(shipped_pages("zh")["demo.html"]).values("href"))

    assert names[-1] == "demo.html"
    assert {name for name in names if name.endswith(".html")} <= hrefs


@pytest.mark.parametrize("number", range(len(CHAINS)))
def test_every_finding_is_on_a_card_of_its_rule(number: int) -> None:
    proof = shipped_proofs()[number]
    cards = [card for card in classed(read(page_of(proof)), "finding") if "data-rule" in card]
    counted = {str(card["data-rule"]): int(str(card["data-count"])) for card in cards}
    found = {each.rule.code for each in proof.findings}

    assert counted == {code: sum(each.rule.code == code for each in proof.findings) for code in found}
    assert len(cards) == len(counted)


@pytest.mark.parametrize("number", range(len(CHAINS)))
def test_the_findings_say_their_own_words(number: int) -> None:
    proof = shipped_proofs()[number]
    texts = "".join(read(page_of(proof)).texts)
    plain = [each.say() for each in proof.findings if not {"source", "held", "first", "again"} & each.fields.keys()]

    assert [words for words in plain if words not in texts] == []


@pytest.mark.parametrize("number", range(len(CHAINS)))
def test_the_redesign_holds_in_every_situation_when_read_back_from_its_text(number: int) -> None:
    proof = shipped_proofs()[number]

    assert (proof.verdict.holds, proof.verdict.losses) == (True, ())
    assert proof.verdict == proof.redesign.verdict
    assert proof.certificate == proof.redesign.certificate


@pytest.mark.parametrize("number", range(len(CHAINS)))
def test_one_tampered_redesign_of_each_kind_is_refused_by_the_verifier(number: int) -> None:
    proof = shipped_proofs()[number]
    shown = [card for card in classed(read(page_of(proof)), "finding") if "data-tampered" in card]

    assert [each.attempt.kind for each in proof.tampered] == KINDS
    assert [each.verdict.holds for each in proof.tampered] == [False] * len(KINDS)
    assert [each.loss.code for each in proof.tampered] == ["prerequisite-lost", "pledge-excluded", "outcome-lost"]
    assert [(card["data-tampered"], card["data-loss"]) for card in shown] == [
        (each.attempt.kind, each.loss.code) for each in proof.tampered
    ]
    for each in proof.tampered:
        assert verify(proof.before, each.attempt.definition, on=DAY) == each.verdict


@pytest.mark.parametrize("number", range(len(CHAINS)))
def test_a_tampered_redesign_differs_in_one_element_alone(number: int) -> None:
    proof = shipped_proofs()[number]
    after = to_plain(proof.after)
    for each in proof.tampered:
        plain = to_plain(each.attempt.definition)
        differing = [
            (table, name)
            for table in ("activities", "materials", "items", "fields")
            for name in after[table]
            if plain[table][name] != after[table][name]
        ]

        assert [name for _, name in differing] == [each.attempt.names[-1]]


def test_a_lost_prerequisite_is_shown_with_a_situation_in_which_it_matters() -> None:
    for proof in shipped_proofs():
        told = classed(read(page_of(proof)), "situation")

        assert len(told) >= 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_reduction_is_given_twice_and_opens_the_changes_that_made_it(language: str) -> None:
    for proof in shipped_proofs():
        made = proof.redesign
        texts = "".join(read(page_of(proof, language)).texts)
        ends = [made.measures_before.founded.materials, made.measures_after.founded.materials]
        moved = sum(bool(change.effect.everything.get("materials")) for change in made.changes)

        assert f"{made.measures_before.everything.materials}{made.measures_after.everything.materials}" in texts
        assert f"{ends[0]} → {ends[1]}" in texts
        assert (f"哪 {moved} 处改动减的" if language == "zh" else f"The {moved} changes behind it") in texts


def test_the_changes_behind_a_figure_add_up_to_it() -> None:
    for proof in shipped_proofs():
        made = proof.redesign
        before, after = (each.everything.list_values() for each in (made.measures_before, made.measures_after))
        summed = {
            name: sum((change.effect.everything.get(name, 0) for change in made.changes), start=0)
            for name in ("materials", "certificates", "visits", "elapsed")
        }

        assert summed == {name: after[name] - before[name] for name in summed}


def test_what_lies_beside_a_page_verifies_on_its_own(tmp_path: Path) -> None:
    for proof in shipped_proofs():
        path = tmp_path / "after.yaml"
        path.write_text(shipped_pages("zh")[f"demo-{proof.chain.key}.yaml"], encoding="utf-8")
        certificate = Certificate.from_json(shipped_pages("zh")[f"demo-{proof.chain.key}.json"])
        after = read_definition(path)

        assert digest_of(after) == certificate.after == digest_of(proof.after)
        assert verify(proof.before, after, certificate=certificate, on=DAY).holds


def test_the_five_ones_are_all_told() -> None:
    for proof in shipped_proofs():
        texts = read(page_of(proof)).texts
        ones = proof.redesign.five_ones
        asked = {field.name.zh for section in ones.form for field in section.fields}
        papers = {line.name.zh for notice in ones.notices for line in notice.papers}

        assert {"一单告知", "一表申请", "一窗受理", "一网办理", "一次送达"} <= set(texts)
        assert asked | papers <= set(texts)
        assert (len(ones.intakes), len(ones.deliveries)) == (1, 1)


def test_the_english_pages_have_no_chinese_words_of_our_own() -> None:
    for proof in shipped_proofs():
        own = "".join(read(page_of(proof, "en")).texts)
        for words in ("再造方案", "哪里", "为什么", "还有", "动手脚", "自己填", "摘要", "反例", "申请人", "公安"):
            assert words not in re.sub(r"《[^》]*》\S*", "", own) or words in "".join(_law_texts(own))


def _law_texts(own: str) -> list[str]:
    """Chinese law texts stay as published."""
    return re.findall(r"第[一二三四五六七八九十百]+条.*?(?=Text of)", own, flags=re.DOTALL)


def test_hostile_names_are_only_words(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    shutil.copytree(packs_folder() / "construction", tmp_path / "construction")
    path = tmp_path / "construction" / "quality-supervision.as-is.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("站长复核", f"'{evil}'"), encoding="utf-8")
    chain = Chain("building", ("construction/quality-supervision.as-is.yaml",))

    page = build_chain_page(prove_chain(chain, folder=tmp_path), home="demo.html")
    reader = read(page)

    assert "script" not in {tag for tag, _ in reader.elements}
    assert any(evil in text for text in reader.texts)


def test_the_same_chain_gives_the_same_bytes() -> None:
    chain = CHAINS[-1]

    assert build_chain_page(prove_chain(chain), home="x.html") == build_chain_page(prove_chain(chain), home="x.html")


def test_demo_tells_the_figures_of_every_chain_and_writes_its_page(zaizao: Any, tmp_path: Path) -> None:
    said = zaizao("demo", tmp_path / "demo.html")
    told = [line for line in said.out.splitlines() if "材料" in line]

    assert said.code == 0
    assert len(told) == len(CHAINS)
    for line, proof in zip(told, shipped_proofs(), strict=True):
        assert f"{len(proof.findings)}处问题" in line
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(shipped_pages("zh"))


def test_findings_on_what_is_assumed_say_so() -> None:
    for proof in shipped_proofs():
        plain = {each.process: to_plain(each) for each in proof.before}
        assumed = [each for each in proof.findings if _is_assumed(plain[each.process], each.path)]

        assert "".join(read(page_of(proof)).texts).count("（此处是假定）") == len(assumed)


def _is_assumed(plain: Any, path: tuple[str | int, ...]) -> bool:
    """Whether anything on the way to a place is marked as assumed."""
    for step in path:
        plain = plain.get(step) if isinstance(plain, dict) else plain[step] if isinstance(plain, list) else None
        if isinstance(plain, dict) and plain.get("assumption"):
            return True
    return False
