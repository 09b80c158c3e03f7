"""`zaizao law`: rules by key, articles by law and number, each as it holds on a day and at a place."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from zaizao.cli.days import read_day
from zaizao.cli.program import Spoken, format_option, option
from zaizao.cli.showing import print_json
from zaizao.wording import say


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="law",
        language=language,
        callback=lambda **given: show_law(language, **given),
        params=[
            click.Argument(["words"], nargs=-1, metavar="[KEY|ARTICLE]…"),
            option(["--on"], language, about="on", metavar="DATE"),
            option(["--where"], language, about="where", default="CN", metavar="CODE"),
            format_option(language),
        ],
    )


def show_law(language: str, *, words: tuple[str, ...], on: str | None, where: str, form: str) -> None:
    """Print what was asked for; without words, the keys there are."""
    day = read_day("--on", on)
    if not words:
        _list_keys(day, where, language=language, form=form)
        return
    found = [_find(word, day, where, language=language) for word in words]
    if form == "json":
        print_json(found if len(found) > 1 else found[0])
        return
    for index, one in enumerate(found):
        click.echo(
            ("\n" if index else "") + (_write_article(one) if "paragraphs" in one else _write_rule(one, language))
        )


def _find(word: str, day: date, where: str, *, language: str) -> dict[str, Any]:
    """A rule where the word is a key of the table, else an article."""
    from zaizao.law import describe_article, describe_rule, national_rules, shipped_library

    rules = national_rules()
    if word in rules.keys or ("." in word and "条" not in word):  # a tuple of the table, not a mapping
        return describe_rule(rules.find(word, on=day, where=where), language=language)
    return describe_article(shipped_library().resolve(word, on=day))


def _list_keys(day: date, where: str, *, language: str, form: str) -> None:
    from zaizao.law import describe_rule, national_rules

    rows = [describe_rule(rule, language=language) for rule in national_rules().list_rules(on=day, where=where)]
    if form == "json":
        print_json(rows)
        return
    for row in rows:
        click.echo(
            say(
                "cli-law-row",
                {"key": row["key"], "limit": row["limit"], "says": row["says"], "citation": row["citation"]},
                language,
            )
        )


def _write_article(article: dict[str, Any]) -> str:
    return "\n".join((article["citation"], *article["paragraphs"], f"（{article['version']}）"))


def _write_rule(rule: dict[str, Any], language: str) -> str:
    lines = [
        say("cli-law-rule", {"key": rule["key"], "limit": rule["limit"], "says": rule["says"]}, language),
        say("cli-law-cites", {"citation": rule["citation"], "since": rule["since"]}, language),
    ]
    if rule["until"] is not None:
        lines.append(say("cli-law-until", {"until": rule["until"]}, language))
    if not rule["is_verified"]:
        lines.append(say("cli-law-unverified", {}, language))
    return "\n".join(lines)
