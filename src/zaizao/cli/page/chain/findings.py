"""The findings as cards, one for each rule, grouped by family: what, where, why by law or theory, remedy, safety, picture."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from zaizao.cli.page.chain.citing import has_theory, list_cited_by_rule, name_cited, show_articles
from zaizao.cli.page.chain.naming import Namer, known_codes
from zaizao.cli.page.chain.pictures import (
    draw_circle,
    draw_instead,
    draw_lengths,
    draw_many,
    draw_owners,
    draw_shared,
    draw_struck,
    draw_visits,
    draw_wait,
)
from zaizao.cli.page.chain.telling import GAP
from zaizao.cli.page.html import Html, join, tag
from zaizao.definition import ProcessDefinition
from zaizao.diagnosis import Finding, Safety, Severity, list_families
from zaizao.notation.critical import count_working_days
from zaizao.units import Limit, Text

_Draw = Callable[[Finding, Namer], "Html | None"]
_SHOWN = 2
"""Findings of one rule that are told at once; the others are folded."""


def findings_section(findings: Sequence[Finding], namer: Namer, *, on: dt.date) -> Html:
    """All of it, with counts."""
    rules = {each.rule.code for each in findings}
    severities = {each.value: sum(f.rule.severity is each for f in findings) for each in Severity}
    safe = sum(each.remedy is not None and each.remedy.safety is Safety.SAFE for each in findings)
    families: dict[str, dict[str, list[Finding]]] = {}
    for each in findings:
        families.setdefault(each.rule.family, {}).setdefault(each.rule.code, []).append(each)
    return tag(
        "section",
        tag("h2", namer.say("page-findings", count=len(findings), rules=len(rules))),
        tag("p", namer.say("page-findings-lead", safe=safe, **severities), class_="soft full"),
        [_show_family(family, found, namer, on) for family, found in sorted(families.items())],
        id="findings",
    )


def _show_family(family: str, found: Mapping[str, list[Finding]], namer: Namer, on: dt.date) -> Html:
    count = sum(len(each) for each in found.values())
    name = list_families()[family].say(namer.language)
    return tag(
        "div",
        tag(
            "h3", tag("code", family.upper()), " ", name, tag("span", namer.say("page-family-count", count=count), class_="soft"),
            class_="family",
        ),
        tag("div", [_show_card(each, namer, on) for _, each in sorted(found.items())], class_="findings"),
    )  # fmt: skip


def _show_card(found: Sequence[Finding], namer: Namer, on: dt.date) -> Html:
    rule = found[0].rule
    places = "page-finding-one" if len(found) == 1 else "page-finding-places"
    severity = tag("span", namer.say(f"page-severity-{rule.severity.value}"), class_=f"grade {rule.severity.value}")
    return tag(
        "article",
        tag(
            "header",
            tag("span", tag("code", rule.code), " ", severity),
            tag("span", namer.say(places, count=len(found))),
        ),
        tag("h4", rule.title.say(namer.language)),
        _picture(found[0], namer) or tag("span", class_="mini"),
        tag(
            "dl",
            _pair("page-finding-found", _say_found(found, namer), namer),
            _pair("page-finding-why", _say_why(found, namer, on), namer),
            _pair("page-finding-fix", _say_remedy(found[0], namer), namer, class_="fix"),
            _pair("page-finding-safety", _say_safety(found, namer), namer),
        ),
        class_="finding",
        data_rule=rule.code,
        data_count=len(found),
    )


def _pair(code: str, told: object, namer: Namer, *, class_: str | None = None) -> Html:
    return join([tag("dt", namer.say(code)), tag("dd", told, class_=class_)])


def _say_found(found: Sequence[Finding], namer: Namer) -> Html:
    assumed = namer.say("page-finding-assumed")
    told = [
        tag("p", _say_one(each, namer), tag("span", assumed, class_="soft") if _is_assumed(each, namer) else None)
        for each in found
    ]
    rest = told[_SHOWN:]
    if not rest:
        return join(told)
    more = tag("details", tag("summary", namer.say("page-finding-more", count=len(rest))), rest, class_="fold")
    return join([*told[:_SHOWN], more])


def _is_assumed(finding: Finding, namer: Namer) -> bool:
    """Whether what it is about has no source: the element, or the prerequisite that it points at."""
    table, name, *rest = (*finding.path, "", "")
    elements = getattr(namer.definitions[finding.process], str(table), None)
    if not isinstance(elements, Mapping) or name not in elements:
        return False
    element = elements[name]
    if rest[:1] == ["after"] and isinstance(rest[1], int) and element.after[rest[1]].assumption:
        return True
    return bool(getattr(element, "assumption", False))


def _say_one(finding: Finding, namer: Namer) -> str:
    """The finding in words, places where the state has something by name, with its process where there are several."""
    words = finding.say(namer.language)
    for key in ("source", "held"):
        place = finding.fields.get(key)
        if isinstance(place, str) and place.startswith("shared/"):
            words = words.replace(place, namer.register(place))
    for key in ("first", "again"):
        identifier = finding.fields.get(key)
        if isinstance(identifier, str):
            taker = namer.quoted(namer.name(namer.find_taker(finding.process, identifier), process=finding.process))
            words = re.sub(rf"(?<![\w-]){re.escape(identifier)}(?![\w-])", taker, words, count=1)
    return GAP.sub("", words) if namer.language == "zh" else words


def _say_why(found: Sequence[Finding], namer: Namer, on: dt.date) -> Html:
    rule = found[0].rule
    cited = list_cited_by_rule(rule, found)
    code = f"page-theory-{rule.code}"
    theory = has_theory(rule) and code in known_codes()
    return join([
        show_articles(cited[:3], on=on, language=namer.language) if cited else None,
        tag("p", namer.say("page-theory", theory=namer.say(code))) if theory else None,
    ]) or Html(name_cited(cited[0]) if cited else "—")  # fmt: skip


def _say_remedy(finding: Finding, namer: Namer) -> str:
    remedy = finding.remedy
    operator = (remedy.operator if remedy is not None else None) or finding.rule.operator
    if operator is not None:
        return namer.say(f"page-operator-{operator}")
    edits = remedy is not None and remedy.edits
    return namer.say("page-remedy-edit" if edits else "page-remedy-none")


def _say_safety(found: Sequence[Finding], namer: Namer) -> str:
    safe = sum(each.remedy is not None and each.remedy.safety is Safety.SAFE for each in found)
    if safe in (0, len(found)):
        return namer.say("page-safety-safe" if safe else "page-safety-human")
    return namer.say("page-safety-mixed", safe=safe, human=len(found) - safe)


# Pictures


def _picture(finding: Finding, namer: Namer) -> Html | None:
    draw = _PICTURES.get(finding.rule.code)
    return draw(finding, namer) if draw is not None else None


def _field(finding: Finding, key: str, namer: Namer) -> str:
    value = finding.fields.get(key, "")
    if isinstance(value, tuple):
        value = value[0] if value else ""
    return value.say(namer.language) if isinstance(value, Text) else str(value)


def _element(finding: Finding, namer: Namer) -> str:
    return namer.name(finding.path[1], process=finding.process) if len(finding.path) > 1 else ""


def _link_ends(finding: Finding, namer: Namer) -> tuple[str, str]:
    definition: ProcessDefinition = namer.definitions[finding.process]
    target = str(finding.path[1])
    links = definition.activities[target].after
    place = finding.path[3] if len(finding.path) > 3 else 0
    source = links[int(place)].activity if links else target
    return tuple(namer.name(each, process=finding.process, tables=("activities",)) for each in (source, target))  # type: ignore[return-value]


def _circle(finding: Finding, namer: Namer) -> Html:
    return draw_circle(*_link_ends(finding, namer))


def _wait(finding: Finding, namer: Namer) -> Html:
    return draw_wait(*_link_ends(finding, namer), cut=True)


def _struck(finding: Finding, namer: Namer) -> Html:
    return draw_struck(_element(finding, namer))


def _shared(finding: Finding, namer: Namer) -> Html:
    keeper = namer.keeper(str(finding.fields.get("source", "")))
    return draw_shared(_element(finding, namer), namer.say("page-mini-applicant"), keeper)


def _many(finding: Finding, namer: Namer) -> Html:
    total = finding.fields.get("total", 2)
    return draw_many(_element(finding, namer), int(str(total)))


def _forms(finding: Finding, namer: Namer) -> Html:
    return draw_many(namer.say("page-mini-matter"), int(str(finding.fields.get("total", 2))))


def _made(finding: Finding, namer: Namer) -> Html:
    return draw_wait(_field(finding, "maker", namer), namer.say("page-mini-result"), cut=True)


def _visits(finding: Finding, namer: Namer) -> Html:
    return draw_visits(int(str(finding.fields.get("total", 1))))


def _lengths(finding: Finding, namer: Namer) -> Html | None:
    limit, work = finding.fields.get("limit") or finding.fields.get("promised"), finding.fields.get("work")
    if not isinstance(limit, Limit) or not isinstance(work, Limit):
        return None
    first = namer.say("page-mini-limit", limit=limit)
    second = namer.say("page-mini-work", limit=work)
    return draw_lengths((first, float(count_working_days(limit))), (second, float(count_working_days(work))))


def _owners(finding: Finding, namer: Namer) -> Html:
    owners = _field(finding, "owners", namer).replace("、", ", ").split(", ")
    return draw_owners(_element(finding, namer), owners, namer.say("page-mini-nobody"))


def _nobody(finding: Finding, namer: Namer) -> Html:
    return draw_owners(_element(finding, namer), (), namer.say("page-mini-nobody"))


def _powerless(finding: Finding, namer: Namer) -> Html:
    return draw_owners(_element(finding, namer), (), namer.say("page-mini-power"))


def _instead(was: str, now: str) -> _Draw:
    def draw(_finding: Finding, namer: Namer) -> Html:
        return draw_instead(namer.say(f"page-mini-{was}"), namer.say(f"page-mini-{now}"))

    return draw


_PICTURES: dict[str, _Draw] = {
    "ZL101": _circle, "ZL102": _wait, "ZL103": _wait, "ZL104": _wait,
    "ZL201": _struck, "ZL202": _struck, "ZL203": _struck, "ZL204": _struck, "ZL205": _struck,
    "ZL301": _many, "ZL302": _shared, "ZL303": _made, "ZL304": _struck,
    "ZL305": _instead("certificate", "pledge"), "ZL306": _instead("gap", "follow"),
    "ZL401": _struck, "ZL402": _struck, "ZL403": _struck,
    "ZL501": _visits, "ZL502": _visits, "ZL503": _instead("trip", "online"),
    "ZL601": _lengths, "ZL602": _lengths, "ZL603": _lengths, "ZL605": _instead("unnamed", "promised"),
    "ZL701": _many, "ZL702": _shared, "ZL703": _struck, "ZL704": _forms,
    "ZL901": _owners, "ZL902": _nobody, "ZL903": _powerless,
}  # fmt: skip
