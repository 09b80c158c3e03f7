"""The certificate: what a redesign claims to have changed, and on what ground.

A claim proves nothing: `verify` compares each with what it found itself (`checks.claims`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from zaizao.definition import ProcessDefinition, digest_of
from zaizao.errors import InputError, Problem
from zaizao.verification.verdict import UNPROVED, Account

FORM = "zaizao-certificate-1"


class CertificateError(InputError):
    """The certificate is malformed."""

    code = "certificate"


class Entry(Struct, frozen=True):
    """One claim: an element of BEFORE (or a new one), how it changed, the ground, and the operator that did it."""

    element: str
    change: str
    ground: str
    of: str | None = None
    operator: str | None = None


class Certificate(Struct, frozen=True):
    """The claims of one redesign, tied to the definitions by their digests."""

    before: tuple[str, ...]
    after: str
    entries: tuple[Entry, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """As dicts, lists and scalars."""
        entries = [{key: value for key, value in asdict(entry).items() if value is not None} for entry in self.entries]
        return {"certificate": FORM, "before": list(self.before), "after": self.after, "entries": entries}

    def to_json(self) -> str:
        """As JSON, two spaces deep."""
        return json.dumps(self.to_plain(), ensure_ascii=False, indent=2)

    @classmethod
    def from_plain(cls, plain: object) -> Certificate:
        """Read what `to_plain` gave. Raises CertificateError with every problem."""
        problems: list[Problem] = []
        if not isinstance(plain, Mapping) or plain.get("certificate") != FORM:
            raise CertificateError([Problem("certificate-form", {"form": FORM})])
        before, after, entries = plain.get("before"), plain.get("after"), plain.get("entries", [])
        if not (_is_texts(before) and isinstance(after, str)):
            problems.append(Problem("certificate-digests", {}))
        read = [_read_entry(number, one, problems) for number, one in enumerate(entries)] if _is_list(entries) else []
        if not _is_list(entries):
            problems.append(Problem("certificate-entry", {"number": 0}))
        if problems:
            raise CertificateError(problems)
        return cls(tuple(before), str(after), tuple(entry for entry in read if entry is not None))  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, text: str) -> Certificate:
        """Read what `to_json` wrote. Raises CertificateError."""
        try:
            plain = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            raise CertificateError([Problem("certificate-form", {"form": FORM})]) from None
        return cls.from_plain(plain)


def claim_accounts(
    before: Sequence[ProcessDefinition],
    after: ProcessDefinition,
    *,
    accounts: Iterable[Account],
    operators: Mapping[str, str] | None = None,
) -> Certificate:
    """A certificate that claims exactly these accounts; ``operators`` says for elements which operator changed them."""
    named = operators or {}
    entries = tuple(
        Entry(one.element, one.change, one.ground, one.of, named.get(one.element))
        for one in accounts
        if one.change != UNPROVED
    )
    return Certificate(tuple(digest_of(one) for one in before), digest_of(after), entries)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _read_entry(number: int, plain: object, problems: list[Problem]) -> Entry | None:
    keys = ("element", "change", "ground", "of", "operator")
    is_mapping = isinstance(plain, Mapping) and set(keys[:3]) <= set(plain) <= set(keys)
    if isinstance(plain, Mapping) and is_mapping and all(isinstance(value, str) for value in plain.values()):
        return Entry(*(plain.get(key) for key in keys))  # type: ignore[arg-type]
    problems.append(Problem("certificate-entry", {"number": number}))
    return None
