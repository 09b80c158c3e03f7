"""A verdict told to people and to programs: what was lost, or on what ground each change stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from zaizao.wording import say

if TYPE_CHECKING:
    from zaizao.definition import ProcessDefinition
    from zaizao.verification import Verdict


def describe_verdict(
    verdict: Verdict, *, before: Sequence[ProcessDefinition], after: ProcessDefinition, language: str
) -> dict[str, Any]:
    """As `zaizao verify --format json` prints it."""
    from zaizao.definition import digest_of

    losses = [(loss, loss.to_problem()) for loss in verdict.losses]
    accounts = [(account, account.to_problem()) for account in verdict.accounts]
    return {
        "holds": verdict.holds,
        "before": [{"process": each.process, "digest": digest_of(each)} for each in before],
        "after": {"process": after.process, "digest": digest_of(after)},
        "situations": verdict.situations,
        "losses": [
            {"code": loss.code, "path": loss.path, "text": say(told.code, told.fields, language)}
            for loss, told in losses
        ],
        "accounts": [
            {"element": one.element, "change": one.change, "ground": one.ground, "of": one.of,
             "text": say(told.code, told.fields, language)}
            for one, told in accounts
        ],
    }  # fmt: skip


def tell_verdict(verdict: Verdict, language: str, *, after: ProcessDefinition) -> Iterator[str]:
    """Whether it holds, and everything that was lost."""
    fields = {
        "name": after.name.say(language), "situations": verdict.situations, "count": len(verdict.accounts),
        "losses": len(verdict.losses),
    }  # fmt: skip
    yield say("cli-verdict-holds" if verdict.holds else "cli-verdict-fails", fields, language)
    colon = ": " if language == "en" else "："
    for loss in verdict.losses:
        told = loss.to_problem()
        yield f"  {loss.path}{colon}{say(told.code, told.fields, language)} [{loss.code}]"


def tell_accounts(verdict: Verdict, language: str) -> Iterator[str]:
    """Every change with the ground that was found for it."""
    for account in verdict.accounts:
        told = account.to_problem()
        change = say(f"cli-change-{account.change}", {}, language)
        yield f"  {change}　{say(told.code, told.fields, language)}"
