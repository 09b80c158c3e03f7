"""What a redesign gives: the better definition, every change with its ground and effect, the proof, the alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from zaizao.definition import ProcessDefinition, digest_of, to_plain
from zaizao.redesign.five_ones import FiveOnes, five_ones
from zaizao.redesign.measures import Measures, write_number
from zaizao.redesign.operator import Reason
from zaizao.verification import Certificate, Verdict
from zaizao.wording import say


class Effect(Struct, frozen=True):
    """By how much one change moved each figure; below zero is better."""

    everything: Mapping[str, Fraction] = {}
    founded: Mapping[str, Fraction] = {}

    def to_plain(self) -> dict[str, dict[str, int | float]]:
        """Only the figures that moved."""
        return {
            name: {key: write_number(value) for key, value in getattr(self, name).items() if value}
            for name in ("everything", "founded")
        }


def compare_measures(before: Measures, after: Measures) -> Effect:
    """What lies between two sets of figures."""
    return Effect(
        {name: value - before.everything.list_values()[name] for name, value in after.everything.list_values().items()},
        {name: value - before.founded.list_values()[name] for name, value in after.founded.list_values().items()},
    )


class Change(Struct, frozen=True):
    """One thing that was changed: by which operator, what, on what ground, and what it brought."""

    operator: str
    elements: tuple[str, ...]
    """Addresses in BEFORE: ``PROCESS/table/ID``, for a prerequisite with ``/after/SOURCE`` behind it."""
    ground: Reason
    effect: Effect

    def words(self, language: str = "zh") -> str:
        """Why it may be changed, for people."""
        return say(self.ground.code, self.ground.fields, language)

    def to_plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "operator": self.operator,
            "elements": list(self.elements),
            "ground": {
                "code": self.ground.code.removeprefix("redesign-ground-"),
                "basis": self.ground.basis,
                "material": self.ground.material,
            },
            "words": {"zh": self.words(), "en": self.words("en")},
            "effect": self.effect.to_plain(),
        }


class Alternative(Struct, frozen=True):
    """Another definition that no one beats in every figure."""

    name: str
    """``recommended``, or the operator that was left out, as in ``without-parallelise``."""
    definition: ProcessDefinition
    measures: Measures
    operators: tuple[str, ...]
    """The operators by which it was reached."""


class Redesign(Struct, frozen=True):
    """The answer of `redesign`."""

    before: tuple[ProcessDefinition, ...]
    after: ProcessDefinition
    changes: tuple[Change, ...]
    measures_before: Measures
    measures_after: Measures
    certificate: Certificate
    verdict: Verdict
    front: tuple[Alternative, ...]
    """Alternatives that no other beats in every figure; the recommended one first."""

    @property
    def five_ones(self) -> FiveOnes:
        """One notice, one form, one intake, one plan, one delivery of the result."""
        return five_ones(self.after, self.before)

    def to_plain(self) -> dict[str, Any]:
        """As JSON has it; definitions as `zaizao.definition.to_plain` writes them."""
        return {
            "before": [to_plain(each) for each in self.before],
            "after": to_plain(self.after),
            "digest": digest_of(self.after),
            "changes": [each.to_plain() for each in self.changes],
            "measures": {"before": self.measures_before.to_plain(), "after": self.measures_after.to_plain()},
            "certificate": self.certificate.to_plain(),
            "verdict": {
                "holds": self.verdict.holds,
                "situations": self.verdict.situations,
                "losses": [{**asdict(each), "fields": _write_fields(each.fields)} for each in self.verdict.losses],
                "accounts": [asdict(each) for each in self.verdict.accounts],
            },
            "front": [
                {"name": each.name, "operators": list(each.operators), "measures": each.measures.to_plain()}
                for each in self.front
            ],
        }


def _write_fields(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, str | int | bool) else str(value) for name, value in fields.items()}
