"""The certificate as a list of what is kept, and its verification: what the verifier found by itself beside what is claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.proof import Proof
from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.parts import folding_table
from zaizao.definition import digest_of
from zaizao.definition.model import Ground, ProcessDefinition
from zaizao.definition.vocabulary import DECIDING_VERBS
from zaizao.verification import Account, Verdict
from zaizao.wording import format_date

CHECKED = (
    "acts", "items", "running", "order", "uniting", "outcomes", "organs", "people", "bases", "clocks", "durations",
    "critical", "papers", "sources", "easements", "evidence", "facts", "remedies", "constructs", "claims",
)  # fmt: skip
_LINK_LOSSES = {"law": ("prerequisite-lost", "prerequisite-united"), "data": ("data-lost", "read-too-late")}
_TIME_LOSSES = (
    "clock-lost", "limit-longer", "clock-stops-added", "clock-starts-later", "clock-ends-earlier", "extension-loosened",
    "limit-over-statute", "limit-not-kept", "promise-starts-later",
)  # fmt: skip
_PEOPLE_LOSSES = ("fewer-officers", "people-no-longer-apart", "post-changed")
_PLEDGE_LOSSES = ("pledge-excluded", "pledge-not-checked", "easement-invented")


def certificate_section(
    proof: Proof, namer: Namer, *, on: dt.date, beside: Sequence[str] = (), folder: str = ""
) -> Html:
    """What was kept with its counts, the summary, then the verification."""
    title = "page-certificate" if proof.verdict.holds else "page-certificate-lost"
    return tag(
        "section",
        tag(
            "div",
            tag("div", tag("h2", namer.say(title)), tag("ul", list(_list_lines(proof, namer)), class_="certificate")),
            tag("div", tag("h3", namer.say("page-sum")), _show_summary(proof, namer, on)),
            class_="split",
        ),
        tag("h3", namer.say("page-verification"), class_="apart"),
        tag("p", _say_verification(proof, namer), class_="full"),
        _show_found(proof, namer),
        tag("h4", namer.say("page-checked")),
        tag("ul", [tag("li", namer.say(f"page-checked-{each}")) for each in CHECKED], class_="checked"),
        _show_try(proof, namer, on, beside, folder) if beside else None,
        id="certificate",
    )


def _list_lines(proof: Proof, namer: Namer) -> Iterator[Html]:
    verdict, before = proof.verdict, proof.before
    decisions = [
        name for each in before for name, act in each.activities.items() if act.item and act.does in DECIDING_VERBS
    ]
    yield _line(
        "decisions",
        len(decisions),
        _count_lost(verdict, ("activity-lost", "decisions-united", "act-changed", "outcome-lost", "item-lost")),
        _items(before, namer),
        namer,
    )
    gone = _count_links_gone(verdict)
    law, data = (_count_links(before, ground) for ground in (Ground.LAW, Ground.DATA))
    note = namer.say("page-cert-law-note", count=gone) if gone else ""
    yield _line("law", law - gone, _count_lost(verdict, _LINK_LOSSES["law"]), note, namer)
    yield _line("data", data, _count_lost(verdict, _LINK_LOSSES["data"]), namer.say("page-cert-data-note"), namer)
    changes = {key: sum(each.change == key for each in verdict.accounts) for key in ("dropped", "united", "changed")}
    unproved = sum(each.change == "unproved" for each in verdict.accounts)
    yield _line("grounds", len(verdict.accounts), unproved, namer.say("page-cert-grounds-note", **changes), namer)
    yield _line("clocks", _count_limits(before), _count_lost(verdict, _TIME_LOSSES), "", namer)
    yield _line("people", _count_people(before), _count_lost(verdict, _PEOPLE_LOSSES), "", namer)
    pledged = sum(each.ground == "pledge" for each in verdict.accounts)
    yield _line(
        "pledges",
        pledged,
        _count_lost(verdict, _PLEDGE_LOSSES),
        namer.say("page-cert-pledges-note", count=pledged),
        namer,
    )
    yield _line("situations", verdict.situations, 0 if verdict.holds else verdict.situations, namer.say("page-cert-situations-note"), namer)  # fmt: skip


def _line(key: str, total: int, lost: int, note: str, namer: Namer) -> Html:
    sign = ("ok", "page-zi-ok") if not lost else ("doubt", "page-zi-doubt")
    return tag(
        "li",
        tag("span", namer.say(sign[1]), class_=f"zi {sign[0]}", aria_hidden="true"),
        tag("div", namer.say(f"page-cert-{key}"), tag("span", note, class_="small soft block") if note else None),
        tag("span", f"{total - lost:,} / {total:,}"),
    )


def _items(before: Sequence[ProcessDefinition], namer: Namer) -> str:
    return namer.several(
        [namer.name(name, process=each.process, tables=("items",)) for each in before for name in each.items]
    )


def _count_lost(verdict: Verdict, codes: Sequence[str]) -> int:
    return len({loss.path for loss in verdict.losses if loss.code in codes})


def _count_links(before: Sequence[ProcessDefinition], ground: Ground) -> int:
    return sum(link.ground is ground for each in before for act in each.activities.values() for link in act.after)


def _count_links_gone(verdict: Verdict) -> int:
    return sum("/after/" in each.element and each.ground == "not-in-force" for each in verdict.accounts)


def _count_limits(before: Sequence[ProcessDefinition]) -> int:
    """Clocks and promises of items, limits of activities, promises of the whole."""
    return sum(
        sum((item.clock is not None) + (item.promised is not None) for item in each.items.values())
        + sum(act.limit is not None for act in each.activities.values())
        + (each.promised is not None)
        for each in before
    )


def _count_people(before: Sequence[ProcessDefinition]) -> int:
    return sum(act.who is not None for each in before for act in each.activities.values())


def _show_summary(proof: Proof, namer: Namer, on: dt.date) -> Html:
    after, certificate = proof.after, proof.certificate
    digest = digest_of(after)
    unproved = [each for each in proof.verdict.accounts if each.change == "unproved" or each.ground == "not-provable"]
    told = namer.several([namer.element(each.element) for each in unproved]) or namer.say("page-sum-nothing")
    pairs = [
        ("after", tag("code", f"{after.process}@{after.version}")),
        ("before", [tag("code", f"{each.process}@{each.version}", class_="block") for each in proof.before]),
        ("digest", tag("code", f"{digest[:12]}…{digest[-6:]}")),
        ("day", format_date(on, language=namer.language)),
        ("entries", len(certificate.entries)),
        ("situations", f"{proof.verdict.situations:,}"),
        ("unproved", told),
    ]
    same = certificate.after == digest
    listed = [tag("dt", namer.say(f"page-sum-{key}")) + tag("dd", value) for key, value in pairs]
    return Html(
        tag("dl", [Html(each) for each in listed], class_="pairs small")
        + (tag("p", namer.say("page-sum-same"), class_="hash") if same else "")
    )


def _show_try(proof: Proof, namer: Namer, on: dt.date, beside: Sequence[str], folder: str) -> Html:
    """How to verify it again from the command line."""
    definition, certificate = (str(PurePath(folder) / name) for name in beside)
    before = " ".join(f"packs/{name}" for name in proof.chain.files)
    links = join([tag("a", name, href=name) for name in beside], ", " if namer.language == "en" else "、")
    said = namer.say("page-try-says", files="\0").split("\0")
    return tag(
        "div",
        tag("h4", namer.say("page-try")),
        tag("p", said[0], links, said[1], class_="small soft full"),
        tag(
            "pre", tag("code", f"zaizao verify --on {on} --certificate {certificate} \\\n  {before} \\\n  {definition}")
        ),
        class_="try",
    )


# The verification


def _say_verification(proof: Proof, namer: Namer) -> str:
    found = {(each.element, each.change, each.ground) for each in proof.verdict.accounts if each.change != "unproved"}
    claimed = [(each.element, each.change, each.ground) for each in proof.certificate.entries]
    return namer.say(
        "page-verification-lead", situations=f"{proof.verdict.situations:,}", found=len(found), claimed=len(claimed),
        agree=sum(each in found for each in claimed),
    )  # fmt: skip


def _show_found(proof: Proof, namer: Namer) -> Html:
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in proof.verdict.accounts:
        groups.setdefault((account.change, account.ground), []).append(account)
    heads = [namer.say(f"page-found-{key}") for key in ("change", "ground", "count", "elements")]
    return folding_table(heads, [_found_row(key, found, proof, namer) for key, found in groups.items()])


def _found_row(key: tuple[str, str], found: Sequence[Account], proof: Proof, namer: Namer) -> list[object]:
    change, ground = key
    claimed = sum((each.change, each.ground) == key for each in proof.certificate.entries)
    inner = [
        tag("li", tag("span", namer.kind(each.element), class_="soft"), " ", _say_account(each, namer))
        for each in found
    ]
    return [
        namer.say(f"page-became-{change}"),
        _say_ground(ground, namer),
        f"{len(found)} / {claimed}",
        tag("details", tag("summary", namer.say("page-found-more", count=len(found))), tag("ul", inner), class_="fold"),
    ]


def _say_ground(ground: str, namer: Namer) -> str:
    """The ground without any one element: its name, in words."""
    return namer.say(f"page-ground-{ground}")


def _say_account(account: Account, namer: Namer) -> str:
    name = namer.element(account.element)
    if not account.of:
        return name
    process = account.element.partition("/")[0]
    return namer.say("page-found-of", name=name, of=namer.name(account.of, process=process))
