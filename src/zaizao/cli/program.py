"""The list of commands, their help in the reader's language, and what becomes of errors.

Commands are described in `zaizao.wording.texts.cli` (``cli-help-NAME``) and built by their own modules when called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import shell_complete

from zaizao.cli.exit_codes import BAD_INPUT, FINE, INTERRUPTED
from zaizao.errors import InputError, Location, Problem, ZaizaoError
from zaizao.wording import Language, LanguageError, choose_language, describe, say

COMMANDS = {
    "check": "checking",
    "explain": "explaining",
    "rules": "listing",
    "redesign": "redesigning",
    "verify": "verifying",
    "run": "playing",
    "draw": "drawing",
    "diff": "comparing",
    "convert": "converting",
    "schema": "schemas",
    "deadline": "deadlines",
    "law": "laws",
    "log": "logging_command",
    "conform": "conforming",
    "mine": "mining_command",
    "discover": "discovering",
    "compare": "benchmarking",
    "simulate": "simulating",
    "calibrate": "calibrating",
    "report": "reporting_command",
    "demo": "demonstrating",
    "completion": "completing",
}
"""Every command and the module of `commands` that has it."""


class CommandError(InputError):
    """What the command was given cannot be used."""

    code = "cli-input"


def refuse(code: str, /, file: str | None = None, **fields: object) -> CommandError:
    """One problem with what was handed in, to be raised."""
    return CommandError([Problem(code, fields, Location(file))])


def build_program(args: Sequence[str]) -> Program:
    """The command in the language that the arguments or the environment ask for."""
    return Program(find_language(args))


def find_language(args: Sequence[str]) -> Language:
    """The language of everything said, found before anything is parsed, so that mistakes are told in it too."""
    option = None
    for index, word in enumerate(args):
        if word.startswith("--lang="):
            option = word.partition("=")[2]
        elif word == "--lang" and index + 1 < len(args):
            option = args[index + 1]
    try:
        return choose_language(option, os.environ)
    except LanguageError:
        return choose_language(None, os.environ)


class Spoken(click.Command):
    """A command whose help is in one language and has headings a newcomer understands."""

    def __init__(self, *, language: str, **settings: Any) -> None:
        self.language = language
        super().__init__(add_help_option=False, **settings)
        self.params += [language_option(language), help_option(language)]

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line in the list of commands."""
        return say(f"cli-short-{self.name}", {}, self.language)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("OPTIONS", say("cli-options-sign", {}, self.language))
        formatter.write(f"{say('cli-usage', {}, self.language)}{ctx.command_path} {pieces}\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it is for, with examples; written as it stands, line by line."""
        formatter.write("\n" + say(f"cli-help-{self.name}", {}, self.language) + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx)) is not None]
        must = say("cli-required", {}, self.language)
        _write_columns(
            formatter,
            say("cli-options", {}, self.language),
            [(left, right.replace("  [required]", must)) for left, right in records],
        )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes."""
        formatter.write("\n" + say("cli-exit-codes", {}, self.language) + "\n")


class Program(click.Group):
    """`zaizao` itself."""

    def __init__(self, language: str = "zh") -> None:
        self.language = language
        super().__init__(name="zaizao", add_help_option=False, no_args_is_help=False, invoke_without_command=True)
        self.params += [language_option(language), version_option(language), help_option(language)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        build: Callable[[str], click.Command] = import_module(f"zaizao.cli.commands.{module}").build_command
        return build(self.language)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command that does not exist is told with those that do."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise refuse("cli-no-command", command=args[0], known=tuple(COMMANDS))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Without a command: the help."""
        if not ctx.args and not ctx._protected_args:  # noqa: SLF001  # click offers no public name for it
            click.echo(self.get_help(ctx))
            return FINE
        return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The whole help."""
        formatter.write(say("cli-about", {}, self.language) + "\n")
        rows = [(name, say(f"cli-short-{name}", {}, self.language)) for name in COMMANDS]
        _write_columns(formatter, say("cli-commands", {}, self.language), rows)
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        _write_columns(formatter, say("cli-options", {}, self.language), records)
        formatter.write(
            "\n" + say("cli-begin", {}, self.language) + "\n\n" + say("cli-exit-codes", {}, self.language) + "\n"
        )

    def main(self, args: Sequence[str] | None = None, **settings: Any) -> Any:  # type: ignore[override]
        """Click's own door (tests use it): carry out and exit."""
        given = list(sys.argv[1:] if args is None else args)
        self.language = find_language(given)
        sys.exit(self.carry_out(given))

    def carry_out(self, args: list[str]) -> int:
        """Carry out a command line and return the exit code; anticipated errors are told, never shown as tracebacks."""
        instruction = os.environ.get("_ZAIZAO_COMPLETE")
        if instruction is not None:
            return shell_complete(self, {}, "zaizao", "_ZAIZAO_COMPLETE", instruction)
        try:
            with self.make_context("zaizao", list(args)) as ctx:
                result = self.invoke(ctx)
                return result if isinstance(result, int) else FINE
        except click.exceptions.Exit as leave:
            return int(leave.exit_code)
        except click.Abort:
            sys.stderr.write("\n")
            return INTERRUPTED
        except click.UsageError as mistake:
            return self.tell([describe_usage(mistake, self.language)])
        except ZaizaoError as error:
            return self.tell(describe(error, self.language).splitlines())

    def tell(self, lines: Sequence[str]) -> int:
        """Print problems, one a line."""
        for line in lines:
            click.echo(line, err=True)
        return BAD_INPUT


def describe_usage(mistake: click.UsageError, language: str) -> str:
    """What is wrong with how the command was called, in the reader's language."""
    command = mistake.ctx.command_path if mistake.ctx is not None else "zaizao"
    hint = say("cli-see-help", {"command": command}, language)
    match mistake:
        case click.NoSuchOption():
            text = say("cli-no-option", {"option": mistake.option_name}, language)
        case click.MissingParameter():
            text = say("cli-missing", {"name": _name_of(mistake.param)}, language)
        case click.BadParameter() if isinstance(getattr(mistake.param, "type", None), click.Choice):
            choices = mistake.param.type.choices  # type: ignore[union-attr]
            text = say("cli-choice", {"name": _name_of(mistake.param), "choices": tuple(choices)}, language)
        case click.BadOptionUsage():
            text = say("cli-needs-value", {"option": mistake.option_name}, language)
        case click.BadParameter():
            text = say("cli-bad-value", {"name": _name_of(mistake.param)}, language)
        case _:
            text = say("cli-usage-wrong", {"detail": mistake.format_message()}, language)
    return f"{text}{hint}"


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return "?"
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or param.name or "?").strip("[].…")


def _write_columns(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    formatter.write(f"\n{heading}\n")
    widest = max((len(left) for left, _ in rows), default=0)
    for left, right in rows:
        formatter.write(f"  {left.ljust(widest)}  {right}\n")


def language_option(language: str) -> click.Option:
    """`--lang zh|en`; its value was found before parsing, here it is only checked."""
    return click.Option(
        ["--lang"],
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        metavar="zh|en",
        help=say("cli-opt-lang", {}, language),
    )


def help_option(language: str) -> click.Option:
    """`--help`."""

    def show(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit(FINE)

    return click.Option(
        ["--help", "-h"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("cli-opt-help", {}, language),
    )


def version_option(language: str) -> click.Option:
    """`--version`."""

    def show(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value and not ctx.resilient_parsing:
            from zaizao import __version__

            click.echo(f"zaizao {__version__}")
            ctx.exit(FINE)

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("cli-opt-version", {}, language),
    )


def format_option(language: str) -> click.Option:
    """`--format text|json`."""
    return click.Option(
        ["--format", "form"], type=click.Choice(["text", "json"]), default="text", metavar="text|json",
        help=say("cli-opt-format", {}, language),
    )  # fmt: skip


def option(names: Sequence[str], language: str, *, about: str, **settings: Any) -> click.Option:
    """An option with its help words."""
    return click.Option(list(names), help=say(f"cli-opt-{about}", {}, language), **settings)
