"""`zaizao check`: load definitions, scripts, packs and law texts, and say everything that is wrong with them."""

from __future__ import annotations

import click

from zaizao.cli.exit_codes import BAD_INPUT, FINDINGS, FINE
from zaizao.cli.program import Spoken, format_option
from zaizao.cli.showing import Progress, print_json
from zaizao.wording import say


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="check",
        language=language,
        callback=lambda **given: check(language, **given),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar="PATH…"),
            format_option(language),
        ],
    )


def check(language: str, *, paths: tuple[str, ...], form: str) -> int:
    """Check every file, print what was found, and return the exit code."""
    from zaizao.cli.inspection import inspect_all, list_files

    files, missing = list_files(paths, language=language)
    progress = Progress(total=len(files), language=language)
    found = [*missing, *inspect_all(files, language=language, advance=progress.advance)]
    progress.close()
    errors = sum(one["severity"] == "error" for one in found)
    warnings = len(found) - errors
    if form == "json":
        print_json({"files": len(files), "errors": errors, "warnings": warnings, "findings": found})
    else:
        for one in found:
            click.echo(_write_line(one, language), err=one["severity"] == "error")
        code = "cli-check-sum-clean" if not found else "cli-check-sum"
        click.echo(say(code, {"files": len(files), "errors": errors, "warnings": warnings}, language))
    return BAD_INPUT if errors else FINDINGS if warnings else FINE


def _write_line(one: dict[str, object], language: str) -> str:
    place = ":".join(str(one[part]) for part in ("file", "line", "column") if one[part] is not None)
    where = f"{place} {one['path']}".strip()
    mark = say(f"cli-severity-{one['severity']}", {}, language)
    colon = ": " if language == "en" else "："
    return f"{where}{colon}{mark}{colon}{one['text']} [{one['code']}]"
