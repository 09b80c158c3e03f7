"""Tampered redesigns: what was changed, that it was refused, what is lost, and in which situation that shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from zaizao.cli.page.chain.citing import show_article, show_rule
from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.pictures import draw_instead, draw_struck, draw_wait
from zaizao.cli.page.chain.proof import Proof
from zaizao.cli.page.chain.tampering import Tampered
from zaizao.cli.page.chain.telling import say_loss
from zaizao.cli.page.html import Html, join, tag
from zaizao.verification import Loss


def tampered_section(proof: Proof, namer: Namer, *, on: dt.date) -> Html:
    """One card for each."""
    return tag(
        "section",
        tag("h2", namer.say("page-tampered", count=len(proof.tampered))),
        tag("p", namer.say("page-tampered-lead"), class_="soft full"),
        tag("div", [_show_one(each, proof, namer, on) for each in proof.tampered], class_="findings tampered"),
        id="tampered",
    )


def _show_one(tampered: Tampered, proof: Proof, namer: Namer, on: dt.date) -> Html:
    attempt, loss = tampered.attempt, tampered.loss
    names = [namer.name(each, process=proof.after.process) for each in attempt.names]
    ends = dict(zip(("first", "second"), names, strict=False))
    rows: list[tuple[str, object]] = [
        ("lost", tag("b", say_loss(loss, namer))),
        ("where", f"{namer.kind(loss.path)} {namer.quoted(namer.element(loss.path))}"),
        ("counter", _show_situation(tampered, namer)),
    ]
    law = _show_law(loss, proof, namer, on)
    if law is not None:
        rows.append(("law", law))
    others = [each for each in tampered.verdict.losses if each is not loss]
    return tag(
        "article",
        tag(
            "header",
            tag("span", namer.say("page-zi-doubt"), class_="zi doubt", aria_hidden="true"),
            tag("b", namer.say("page-tamper-verdict")),
        ),
        tag("h4", namer.say(f"page-tamper-{attempt.kind}", **ends)),
        _PICTURES[attempt.kind](names, namer),
        tag("dl", [join([tag("dt", namer.say(f"page-tamper-{key}")), tag("dd", told)]) for key, told in rows]),
        _show_others(others, namer) if others else None,
        class_="finding",
        data_tampered=attempt.kind,
        data_loss=loss.code,
    )


def _show_situation(tampered: Tampered, namer: Namer) -> object:
    """The situation of the loss; of another at the same place where that one has none or says less."""
    at_place = [tampered.loss, *(each for each in tampered.verdict.losses if each.path == tampered.loss.path)]
    told: list[Mapping[str, object]] = [
        found for each in at_place if isinstance(found := each.fields.get("situation"), Mapping)
    ]
    situation: Mapping[str, object] = max(told, key=len, default={})
    if not situation:
        return namer.say(f"page-tamper-never-{tampered.attempt.kind}")
    process = tampered.loss.path.partition("/")[0]
    return tag("ul", [tag("li", each) for each in namer.situation(situation, process=process)], class_="situation")


def _show_law(loss: Loss, proof: Proof, namer: Namer, on: dt.date) -> Html | None:
    if loss.code == "pledge-excluded":
        return show_rule("pledge.excluded", on=on, language=namer.language)
    process, _, rest = loss.path.partition("/")
    definition = namer.definitions.get(process, proof.after)
    named = str(loss.fields.get("of", ""))
    activity = definition.activities.get(rest.split("/")[-1])
    bases = [named] if named in definition.bases else list(activity.bases) if activity is not None else []
    found = [definition.bases[each] for each in bases if each in definition.bases]
    return show_article((found[0].law, found[0].article), on=on, language=namer.language) if found else None


def _show_others(others: Sequence[Loss], namer: Namer) -> Html:
    told = [
        tag("li", tag("b", namer.element(each.path)), namer.say("page-colon"), say_loss(each, namer)) for each in others
    ]
    return tag(
        "details", tag("summary", namer.say("page-tamper-others", count=len(others))), tag("ul", told), class_="fold"
    )


def _draw_prerequisite(names: Sequence[str], _namer: Namer) -> Html:
    return draw_wait(names[0], names[-1], cut=True, pen="")


def _draw_pledge(names: Sequence[str], namer: Namer) -> Html:
    return draw_instead(names[0], namer.say("page-mini-pledge"), cut=True)


def _draw_refusal(_names: Sequence[str], namer: Namer) -> Html:
    return draw_struck(namer.say("page-mini-refused"))


_PICTURES = {"prerequisite": _draw_prerequisite, "pledge": _draw_pledge, "refusal": _draw_refusal}
