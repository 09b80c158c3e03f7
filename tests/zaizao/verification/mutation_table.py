"""docs/mutations.md: how many faults of each kind were made in each chain, and what became of them.

``python tests/zaizao/verification/mutation_table.py`` writes it anew (some minutes).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

ROOT = Path(__file__).resolve().parents[3]
if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))

from mutations import OPERATORS, Operator  # noqa: E402
from mutations.harmless import find_reason  # noqa: E402

from zaizao.definition import ProcessDefinition, digest_of, read_definition  # noqa: E402
from zaizao.verification import verify  # noqa: E402

PAGE = ROOT / "docs" / "mutations.md"


class Chain(Struct, frozen=True):
    """What is mutated, and what it is compared with."""

    name: str
    before: tuple[ProcessDefinition, ...]
    after: ProcessDefinition


class Row(Struct, frozen=True):
    """One operator on one chain."""

    operator: str
    places: int
    killed: int
    harmless: Counter[str] = field(default_factory=Counter)
    survived: tuple[str, ...] = ()


def list_chains() -> Iterator[Chain]:
    """The chains of the packs: redesigned ones against what they take the place of, others against themselves."""
    sample = read_definition(Path(__file__).parent / "samples" / "permit.yaml")
    yield Chain("permit (sample)", (sample,), sample)
    found = {path: read_definition(path) for path in sorted((ROOT / "packs").glob("*/*.as-is.yaml"))}
    for path in sorted((ROOT / "packs").glob("*/*.yaml")):
        if path.name.endswith(".as-is.yaml") or path.name == "pack.yaml" or path.parent.name in ("law", "matters"):
            continue
        after = read_definition(path)
        before = tuple(
            one for origin, one in found.items() if origin.parent == path.parent and one.process in after.replaces
        )
        yield Chain(after.process, before or (after,), after)


def mutate(chain: Chain, operator: Operator, *, most: int | None = None) -> Row:
    """Make the operator's faults in a chain, at the first ``most`` places or all, and see what becomes of them."""
    killed, places, survived = 0, 0, []
    harmless: Counter[str] = Counter()
    for mutant in operator.find(chain.after):
        if most is not None and places >= most:
            break
        places += 1
        if not verify(chain.before, mutant.definition).holds:
            killed += 1
            continue
        reason = find_reason(operator.name, chain.before, chain.after, mutant)
        if reason is None:
            survived.append(mutant.place)
        else:
            harmless[reason] += 1
    return Row(operator.name, places, killed, harmless, tuple(survived))


HEAD = (
    "# Mutations\n\n"
    "What the verifier does when a redesign has one fault: every operator at every place of every chain.\n"
    "A fault is *killed* when `verify` says that something is lost. What is not killed must be harmless, for a reason\n"
    "that is looked for without the verifier (`tests/zaizao/verification/mutations/harmless.py`); nothing may survive\n"
    "without one. Made by `python tests/zaizao/verification/mutation_table.py`; do not edit.\n"
)


def render_page(chains: Sequence[Chain]) -> str:
    """The whole page."""
    return HEAD + "".join(render_chain(chain) for chain in chains)


def split_page(page: str) -> list[tuple[str, str]]:
    """The sections of the page as written, each with its chain's name; none where the page does not begin as it must."""
    head, *sections = re.split(r"(?m)^(?=\n## )", page)
    return [(one.split("\n")[1].removeprefix("## "), one) for one in sections] if head == HEAD else []


def render_head(chain: Chain) -> str:
    """What identifies a chain on the page."""
    digests = ", ".join(f"`{digest_of(one)[4:16]}`" for one in chain.before)
    return f"\n## {chain.name}\n\nBefore {digests}; after `{digest_of(chain.after)[4:16]}`; "


def render_chain(chain: Chain) -> str:
    """What became of each operator's faults in one chain."""
    rows = [mutate(chain, operator) for operator in OPERATORS]
    lines = [
        f"| {row.operator} | {row.places} | {row.killed} | {sum(row.harmless.values())} | {len(row.survived)} |"
        for row in rows
    ]
    total = [
        sum(values) for values in zip(*((r.places, r.killed, sum(r.harmless.values())) for r in rows), strict=True)
    ]
    reasons = sum((row.harmless for row in rows), Counter())
    said = "".join(f"- {reason}: {count}\n" for reason, count in sorted(reasons.items()))
    situations = verify(chain.before, chain.after).situations
    return (
        f"{render_head(chain)}{situations} situations.\n\n"
        "| operator | places | killed | harmless | survived |\n|---|---|---|---|---|\n"
        + "\n".join(lines)
        + f"\n| **all** | {total[0]} | {total[1]} | {total[2]} | {sum(len(row.survived) for row in rows)} |\n"
        + (f"\nHarmless, because\n\n{said}" if said else "")
    )


if __name__ == "__main__":
    PAGE.write_text(render_page(tuple(list_chains())), encoding="utf-8")
