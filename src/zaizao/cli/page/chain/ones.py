"""The five ones of a chain: one notice, one form, one intake, one plan, one delivery."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zaizao.cli.page.chain.citing import join_words
from zaizao.cli.page.chain.figures import write_amount
from zaizao.cli.page.chain.naming import Namer
from zaizao.cli.page.chain.proof import Proof
from zaizao.cli.page.html import Html, join, tag
from zaizao.cli.page.parts import folding_table
from zaizao.redesign import Decision, FiveOnes, Notice, NoticeLine, Section


def ones_section(proof: Proof, namer: Namer) -> Html:
    """All five."""
    ones = proof.redesign.five_ones
    parts: dict[str, object] = {
        "notice": _show_notices(ones.notices, namer),
        "form": _show_form(ones.form, namer),
        "intake": _show_counter(ones.intakes, "accept", "page-one-stands", proof, namer),
        "plan": _show_plan(ones, namer),
        "delivery": _show_counter(ones.deliveries, "deliver", "page-one-delivered", proof, namer),
    }
    return tag(
        "section",
        tag("h2", namer.say("page-ones")),
        tag(
            "div",
            [
                tag("div", _heading(number, key, namer), told, class_=f"one {key}")
                for number, (key, told) in enumerate(parts.items(), start=1)
            ],
            class_="ones",
        ),
        id="ones",
    )


def _heading(number: int, key: str, namer: Namer) -> Html:
    return tag("h3", tag("span", number, class_="nth"), namer.say(f"page-one-{key}"))


# Notice


def _show_notices(notices: Sequence[Notice], namer: Namer) -> Html:
    """Every paper once, with the situation in which alone it is asked for."""
    most = max(notices, key=lambda each: len(each.papers))
    everywhere = set.intersection(*(({line.material for line in each.papers}) for each in notices))
    lead = [_say_notice(each, namer) for each in notices]
    rows = [
        _show_paper(line, "" if line.material in everywhere else _say_situation(most, namer), namer)
        for line in most.papers
    ]
    return join([
        tag("ul", [tag("li", each) for each in lead], class_="soft small") if len(notices) > 1 else tag("p", lead[0], class_="soft small"),
        tag("ul", rows, class_="checklist single"),
    ])  # fmt: skip


def _say_situation(notice: Notice, namer: Namer) -> str:
    return namer.several(namer.situation(dict(notice.situation)))


def _say_notice(notice: Notice, namer: Namer) -> str:
    if not notice.situation:
        return namer.say("page-one-notice-all", count=len(notice.papers))
    return namer.say(
        "page-one-notice-when", when=_say_situation(notice, namer), items=len(notice.items), count=len(notice.papers)
    )


def _show_paper(line: NoticeLine, only: str, namer: Namer) -> Html:
    sign, told = (
        ("pledge", "page-one-pledge")
        if line.may_pledge
        else ("gap", "page-one-follow")
        if line.may_follow
        else ("give", "page-one-bring")
    )
    notes = [namer.say("page-one-sheet" if line.copies == 1 else "page-one-sheets", count=line.copies)]
    if only:
        notes.append(namer.say("page-one-only", when=only))
    return tag(
        "li",
        tag(
            "span",
            namer.say("page-zi-bring" if sign == "give" else f"page-zi-{sign}"),
            class_=f"zi {sign}",
            aria_hidden="true",
        ),
        tag(
            "div",
            tag("b", line.name.say(namer.language)),
            tag("span", join_words(notes, namer.language), class_="from"),
        ),
        tag("span", namer.say(told), class_="say"),
    )


# Form


def _show_form(form: Sequence[Section], namer: Namer) -> Html:
    fields = [each for section in form for each in section.fields]
    asked = sum(each.filled_from == "applicant" for each in fields)
    lead = namer.say("page-one-form-lead", total=len(fields), filled=len(fields) - asked, asked=asked)
    return join([tag("p", lead, class_="soft small"), *(_show_section(each, namer) for each in form)])


def _show_section(section: Section, namer: Namer) -> Html:
    title = (
        namer.say("page-one-section-all")
        if section.item is None
        else namer.say("page-one-section", item=namer.name(section.item, tables=("items",)))
    )
    rows = [
        tag("li", tag("span", each.name.say(namer.language)), _say_filled(each.filled_from, namer))
        for each in section.fields
    ]
    return tag("div", tag("h4", title), tag("ul", rows), class_="part")


def _say_filled(source: str, namer: Namer) -> Html:
    if source == "applicant":
        return tag("span", namer.say("page-one-asked"), class_="fill")
    return tag("span", namer.say("page-one-filled", source=namer.name(source)), class_="soft")


# Intake and delivery


def _show_counter(names: Sequence[str], does: str, stood: str, proof: Proof, namer: Namer) -> Html:
    after = proof.after
    before = sum(act.does == does for each in proof.before for act in each.activities.values())
    told = []
    for name in names:
        activity = after.activities[name]
        fields = {
            "name": namer.name(name, process=f"{after.process} ", tables=("activities",)),
            "organ": namer.name(activity.by or after.competent, tables=("organs",)), "limit": activity.limit,
        }  # fmt: skip
        told.append(namer.say("page-one-intake-says" if activity.limit else "page-one-intake-plain", **fields))
    return tag(
        "p",
        tag("b", namer.several(told)),
        tag("span", namer.say(stood, count=before), class_="soft after"),
        class_="full",
    )


# Plan


def _show_plan(ones: FiveOnes, namer: Namer) -> Html:
    heads = [namer.say(f"page-one-{key}") for key in ("item", "organ", "clock", "after", "days")]
    most = max((each.latest for each in ones.plan), default=Fraction(1)) or Fraction(1)
    rows = [_plan_row(each, most, namer) for each in ones.plan]
    lead = namer.say("page-one-plan-lead", count=len(ones.plan))
    return join([tag("p", lead, class_="soft small"), folding_table(heads, rows)])


def _plan_row(decision: Decision, most: Fraction, namer: Namer) -> list[object]:
    clock: list[object] = [namer.say("page-one-limit", limit=decision.limit) if decision.limit is not None else "—"]
    if decision.promised is not None:
        clock.append(tag("span", namer.say("page-one-promise", limit=decision.promised), class_="soft small block"))
    after = namer.several([namer.name(each, tables=("items",)) for each in decision.after])
    return [
        namer.name(decision.item, tables=("items",)),
        namer.name(decision.organ, tables=("organs",)),
        join(clock),
        after or "—",
        join(
            [
                _draw_span(decision.earliest, decision.latest, most),
                tag("span", _say_day(decision.latest, namer), class_="small soft"),
            ]
        ),
    ]


def _draw_span(first: Fraction, last: Fraction, most: Fraction) -> Html:
    """When it is decided, on the scale of the whole plan."""
    start, end = float(200 * first / most), float(200 * last / most)
    return tag(
        "svg",
        tag("path", class_="m-scale", d="M0 6H200"),
        tag("rect", class_="m-bar", x=f"{start:.1f}", y=0, width=f"{max(3.0, end - start):.1f}", height=12),
        class_="span", viewBox="0 0 200 12", preserveAspectRatio="none", aria_hidden="true",
    )  # fmt: skip


def _say_day(value: Fraction, namer: Namer) -> str:
    code, key = ("page-one-hour", "hour") if value < 1 else ("page-one-day", "day")
    return namer.say(code, **{key: write_amount("elapsed", value)})
