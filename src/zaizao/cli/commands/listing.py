"""`zaizao rules`: every rule of the diagnosis, or those of some families."""

from __future__ import annotations

import click

from zaizao.cli.program import Spoken, format_option
from zaizao.cli.showing import print_json
from zaizao.wording import say


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="rules",
        language=language,
        callback=lambda **given: print_rules(language, **given),
        params=[click.Argument(["wanted"], nargs=-1, metavar="[CODE]…"), format_option(language)],
    )


def print_rules(language: str, *, wanted: tuple[str, ...], form: str) -> None:
    """Print the rules, all of them unless codes, names or families are given."""
    from zaizao.diagnosis import Rule, list_families, list_rules, rules_to_json, select_rules

    chosen = {rule.code for rule in (select_rules(wanted) if wanted else list_rules())}
    if form == "json":
        print_json([told for told in rules_to_json() if told["code"] in chosen])
        return

    def write(rule: Rule) -> str:
        remedy = "human" if rule.operator is None else f"operator-{rule.operator}"
        code = f"cli-{remedy}" if rule.operator else f"cli-check-remedy-{remedy}"
        fields = {
            "code": rule.code, "name": rule.name, "title": rule.title.say(language),
            "severity": say(f"rule-severity-{rule.severity.value}", {}, language), "remedy": say(code, {}, language),
        }  # fmt: skip
        status = "" if rule.status.value == "stable" else say(f"cli-rules-{rule.status.value}", {}, language)
        return say("cli-rules-row", fields, language) + status

    for name, title in list_families().items():
        rules = [rule for rule in list_rules() if rule.family == name and rule.code in chosen]
        if rules:
            click.echo(say("cli-rules-family", {"code": name.upper(), "title": title.say(language)}, language))
            for rule in rules:
                click.echo(f"  {write(rule)}")
