"""`zaizao verify BEFORE… AFTER`: does the new process keep all that the law demands of those it takes the place of?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zaizao.cli.days import read_day
from zaizao.cli.exit_codes import FINDINGS, FINE
from zaizao.cli.files import read_text
from zaizao.cli.loading import load_definition
from zaizao.cli.program import CommandError, Spoken, format_option, option
from zaizao.cli.showing import print_json
from zaizao.errors import Location, Problem

if TYPE_CHECKING:
    from zaizao.verification import Certificate


def build_command(language: str) -> click.Command:
    """The command in a language."""
    return Spoken(
        name="verify",
        language=language,
        callback=lambda **given: verify_processes(language, **given),
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="BEFORE… AFTER"),
            option(["--certificate"], language, about="certificate", metavar="CERT.json"),
            option(["--on"], language, about="check-on", metavar="DATE"),
            format_option(language),
        ],
    )


def verify_processes(
    language: str, *, files: tuple[str, ...], certificate: str | None, on: str | None, form: str
) -> int:
    """Verify and print; 0 where it holds, 1 where something is lost."""
    if len(files) < 2:
        raise click.MissingParameter(param=click.Argument(["after"], metavar="AFTER"))
    from zaizao.cli.proofs import describe_verdict, tell_accounts, tell_verdict
    from zaizao.verification import verify

    day = read_day("--on", on)
    *before, after = (load_definition(file) for file in files)
    claimed = None if certificate is None else _read_certificate(certificate)
    verdict = verify(before, after, certificate=claimed, on=day)
    if form == "json":
        print_json(describe_verdict(verdict, before=before, after=after, language=language))
    else:
        for line in tell_verdict(verdict, language, after=after):
            click.echo(line)
        if verdict.holds:
            for line in tell_accounts(verdict, language):
                click.echo(line)
    return FINE if verdict.holds else FINDINGS


def _read_certificate(path: str) -> Certificate:
    """The claims in a file. Raises CertificateError with the file named."""
    from zaizao.verification import Certificate, CertificateError

    try:
        return Certificate.from_json(read_text(path))
    except CertificateError as error:
        raise CommandError(Problem(each.code, each.fields, Location(path)) for each in error.problems) from None
