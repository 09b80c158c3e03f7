"""From processes as they are to a better one with its proof: combine, search, verify, step back where a proof fails.

What may be done is in `operators`, what is kept is decided in `search`, what is lawful by `zaizao.verification`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from zaizao.definition import ProcessDefinition, digest_of, runnability
from zaizao.errors import InputError, Problem, Refusal
from zaizao.law import Library, RuleTable, national_rules, shipped_library
from zaizao.redesign.combining import combine
from zaizao.redesign.measures import Measures, measure
from zaizao.redesign.operator import Operator, Reason
from zaizao.redesign.operators import list_operators
from zaizao.redesign.promising import promise
from zaizao.redesign.result import Alternative, Change, Redesign, compare_measures
from zaizao.redesign.scope import Scope
from zaizao.redesign.search import Limits, Progress, Step, dominates, explore
from zaizao.redesign.tidying import tidy
from zaizao.units import Text
from zaizao.verification import Certificate, Verdict, claim_accounts, verify
from zaizao.wording import say

SEQUENCE = ("eliminate", "share-data", "pledge", "tolerate-gaps", "parallelise", "integrate", "merge", "resequence")
"""The order in which operators look; what is taken out need not be shared, what is shared need not be pledged."""
RIVALS = ("parallelise", "merge")
"""Operators that may shut out another; what comes of doing without each is compared on the front."""


class NothingToRedesignError(InputError):
    """No process was given."""

    code = "redesign-nothing-given"


class UnknownOperatorError(Refusal):
    """There is no operator of that name."""

    code = "redesign-operator-unknown"


def redesign(
    before: Sequence[ProcessDefinition],
    *,
    on: dt.date | None = None,
    library: Library | None = None,
    rules: RuleTable | None = None,
    operators: Iterable[str] | None = None,
    progress: Progress | None = None,
    process: str | None = None,
    name: Text | None = None,
) -> Redesign:
    """A better process in the place of one or several, with every change, its ground, its effect, and the proof.

    ``on``: the day whose law holds (without one, whatever has no end); ``library``, ``rules``: the law, by default
    the one shipped; ``operators``: names of those that may be used; ``process``, ``name``: what the result is called.
    Of several processes the first one's competent organ answers for the whole. Raises NothingToRedesignError,
    UnknownOperatorError, NotCombinableError.
    """
    if not before:
        raise NothingToRedesignError([Problem(NothingToRedesignError.code)])
    law = (library or shipped_library(), rules or national_rules())
    scope = Scope(on, *law)
    chosen = _choose(operators)
    start = combine(before, process=process, name=name)
    steps = _search(before, start, chosen, scope, progress)
    after, verdict, certificate = _finish(before, start, steps, scope)
    measures = measure(before)
    front = _list_front(before, start, steps, chosen, scope)
    return Redesign(
        before=tuple(before),
        after=after,
        changes=_list_changes(before, start, steps, measures),
        measures_before=measures,
        measures_after=measure((after,)),
        certificate=certificate,
        verdict=verdict,
        front=(replace(front[0], definition=after), *front[1:]),
    )


def _choose(names: Iterable[str] | None) -> tuple[Operator, ...]:
    known = list_operators()
    wanted = tuple(known) if names is None else tuple(names)
    for each in wanted:
        if each not in known:
            raise UnknownOperatorError(name=each, known=tuple(known))
    ranked = [*SEQUENCE, *(each for each in known if each not in SEQUENCE)]
    return tuple(known[each] for each in ranked if each in wanted)


def _search(
    before: Sequence[ProcessDefinition],
    start: ProcessDefinition,
    operators: Sequence[Operator],
    scope: Scope,
    progress: Progress | None = None,
) -> tuple[Step, ...]:
    """Moves until none is left; where the proof of the whole fails, without the first move that breaks it.

    Where a circle of law or data stays, or the processes contradict the law from the start, nothing can be proved.
    """
    ceiling = measure(before)
    kept: tuple[Step, ...] = ()
    barred: frozenset[tuple[str, ...]] = frozenset()
    while True:
        now = kept[-1].definition if kept else start
        steps = (*kept, *explore(now, operators, Limits(scope, ceiling, barred), progress=progress))
        if not steps or runnability(steps[-1].definition) or _prove(before, steps[-1].definition, scope).holds:
            return steps
        if not runnability(start) and not _prove(before, start, scope).holds:
            return ()
        place = _find_culprit(before, steps, scope, proved=len(kept))
        kept, barred = steps[:place], barred | {steps[place].move.elements}


def _find_culprit(before: Sequence[ProcessDefinition], steps: Sequence[Step], scope: Scope, *, proved: int) -> int:
    """The place of the first move after which the proof fails; the first ``proved`` moves are known to be good."""
    low, high = proved, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        definition = steps[middle].definition
        if runnability(definition) or _prove(before, definition, scope).holds:
            low = middle + 1
        else:
            high = middle
    return low


def _prove(
    before: Sequence[ProcessDefinition], after: ProcessDefinition, scope: Scope, certificate: Certificate | None = None
) -> Verdict:
    ready = _make_ready(before, after)
    return verify(before, ready, certificate=certificate, on=scope.on, library=scope.library, rules=scope.rules)


def _make_ready(before: Sequence[ProcessDefinition], after: ProcessDefinition) -> ProcessDefinition:
    """The definition as it is given out: to be run where it can be, with promise, version, origin and digest."""
    stuck = bool(runnability(after))
    ready = replace(
        tidy(after if stuck else promise(after)),
        as_is=stuck,
        version=_count_version(before[0].version),
        source=_tell_source(before),
        digest="",
    )
    return replace(ready, digest=digest_of(ready))


def _count_version(version: str | None) -> str:
    return str(int(version) + 1) if version is not None and version.isdecimal() else "1"


def _tell_source(before: Sequence[ProcessDefinition]) -> str:
    origins = tuple(dict.fromkeys(each.source for each in before if each.source is not None))
    names = tuple(each.name.zh for each in before)
    return say("redesign-source", {"names": names, "sources": origins})


def _finish(
    before: Sequence[ProcessDefinition], start: ProcessDefinition, steps: Sequence[Step], scope: Scope
) -> tuple[ProcessDefinition, Verdict, Certificate]:
    """The definition given out with its certificate and verdict; the one that came in where nothing was to be done."""
    made = steps[-1].definition if steps else start
    unchanged = len(before) == 1 and not steps and not before[0].as_is
    after = before[0] if unchanged else _make_ready(before, made)
    found = _prove_ready(before, after, scope)
    certificate = claim_accounts(
        before, after, accounts=found.accounts, operators=_name_operators(before, start, steps, found)
    )
    return after, _prove_ready(before, after, scope, certificate), certificate


def _prove_ready(
    before: Sequence[ProcessDefinition], after: ProcessDefinition, scope: Scope, certificate: Certificate | None = None
) -> Verdict:
    return verify(before, after, certificate=certificate, on=scope.on, library=scope.library, rules=scope.rules)


def _name_operators(
    before: Sequence[ProcessDefinition], start: ProcessDefinition, steps: Sequence[Step], found: Verdict
) -> dict[str, str]:
    """For each change that the verifier found, the operator that made it: the last that touched it or its owner."""
    touched: dict[str, str] = {}
    for step, elements in zip(steps, _list_addresses(before, start, steps), strict=True):
        touched.update(dict.fromkeys(elements, step.move.operator))
    laid_together = "merge" if len(before) > 1 else None
    named: dict[str, str] = {}
    for account in found.accounts:
        parts = account.element.split("/")
        tries = ("/".join(parts[:count]) for count in range(len(parts), 2, -1))
        operator = next((touched[each] for each in tries if each in touched), laid_together)
        if operator is not None:
            named[account.element] = operator
    return named


def _list_addresses(
    before: Sequence[ProcessDefinition], start: ProcessDefinition, steps: Sequence[Step]
) -> list[tuple[str, ...]]:
    """The addresses in BEFORE of what each step touched."""
    found = []
    now = start
    for step in steps:
        found.append(
            tuple(dict.fromkeys(each for element in step.move.elements for each in _address(before, now, element)))
        )
        now = step.definition
    return found


def _address(before: Sequence[ProcessDefinition], now: ProcessDefinition, element: str) -> list[str]:
    table, name, *rest = element.split("/")
    declared = getattr(now, table).get(name)
    origins = declared.replaces or (name,) if declared is not None else (name,)
    tail = "/".join(("", *rest)) if rest else ""
    return [f"{_place(before, table, origin)}{tail}" for origin in origins]


def _place(before: Sequence[ProcessDefinition], table: str, origin: str) -> str:
    process, slash, name = origin.rpartition("/")
    return f"{process if slash else before[0].process}/{table}/{name}"


def _list_changes(
    before: Sequence[ProcessDefinition], start: ProcessDefinition, steps: Sequence[Step], measures: Measures
) -> tuple[Change, ...]:
    """Every change with its effect: what the figures are after it less what they were before it."""
    changes = []
    now = measures
    if len(before) > 1:
        together = measure((start,))
        reason = Reason("redesign-ground-together", {"count": len(before)})
        processes = tuple(each.process for each in before)
        changes.append(Change("merge", processes, reason, compare_measures(now, together)))
        now = together
    for step, elements in zip(steps, _list_addresses(before, start, steps), strict=True):
        changes.append(Change(step.move.operator, elements, step.move.reason, compare_measures(now, step.measures)))
        now = step.measures
    return tuple(changes)


def _list_front(
    before: Sequence[ProcessDefinition],
    start: ProcessDefinition,
    steps: Sequence[Step],
    operators: Sequence[Operator],
    scope: Scope,
) -> tuple[Alternative, ...]:
    """The recommended definition, and what comes of leaving one rival out where nothing else beats that."""
    found = [_describe("recommended", start, steps)]
    for rival in RIVALS:
        rest = [each for each in operators if each.name != rival]
        if len(rest) < len(operators) and any(step.move.operator == rival for step in steps):
            other = _search(before, start, rest, scope)
            if other and not runnability(other[-1].definition):
                found.append(_describe(f"without-{rival}", start, other))
    recommended, *others = found
    kept = [
        each
        for each in others
        if not any(dominates(other.measures.everything, each.measures.everything) for other in found)
        and each.measures.everything != recommended.measures.everything
    ]
    return (recommended, *(replace(each, definition=_make_ready(before, each.definition)) for each in kept))


def _describe(name: str, start: ProcessDefinition, steps: Sequence[Step]) -> Alternative:
    definition = steps[-1].definition if steps else start
    used = tuple(dict.fromkeys(step.move.operator for step in steps))
    return Alternative(name, definition, measure((definition,)), used)
