"""The arithmetic of a seal: one hash over many stream heads (RFC 9162 §2.1.1, SHA-256). No database, no files."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from attrs import frozen


@frozen(order=True)
class Leaf:
    """The head of a stream when it was sealed: its name, its length, the hash of its last event in hexadecimal."""

    stream: str
    length: int
    hash: str


def hash_leaf(leaf: Leaf) -> bytes:
    """The hash of one leaf; the first byte tells leaves from nodes."""
    return sha256(f"\0{leaf.stream}\n{leaf.length}\n{leaf.hash}".encode()).digest()


def compute_root(leaves: Sequence[Leaf]) -> bytes:
    """The root of the tree over the leaves in their order; of none, the hash of nothing."""
    level = [hash_leaf(leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0] if level else sha256().digest()
