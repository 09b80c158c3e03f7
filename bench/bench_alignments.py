"""Optimal alignments beside r4pm: receipt on pm4py's net of IMf 0.2, and every variant of bpic2012 on its own.

Costs must be equal wherever both finish, or the measurement fails.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from measuring import print_figure
from models import DATA, ask_peer, load, take_median, unpack

from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance import align, explore_net
from zaizao.mining.discovery import discover_tree, net_of_tree, read_pnml, write_pnml

NOISE = 0.2
SAMPLE = os.environ.get("BENCH_VARIANTS", "0")
"""How many variants of the large log the peer aligns; 0 is all."""


def main() -> None:
    """Print the figures."""
    if not (DATA / "bpic2012.xes.gz").exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        compare("08_receipt", Path(folder), at_least=4, most="0")
        compare("bpic2012", Path(folder), at_least=4, most=SAMPLE)


def compare(name: str, folder: Path, *, at_least: float, most: str) -> None:
    """One log: our seconds with exploring the net, what is proven, the peer's seconds, equal costs."""
    variants = count_variants(load(name))
    plain, path = unpack(name, folder), folder / f"{name}.pnml"
    if not ask_peer("discover", plain, NOISE, path):
        path.write_text(write_pnml(net_of_tree(discover_tree(load(name), noise=NOISE, every_event=True))))
    net = read_pnml(path.read_bytes())
    names = variants.activity_names
    ours = take_median(lambda: align(variants.paths, names, net, graph=explore_net(net)))
    aligned = align(variants.paths, names, net)
    print_figure(
        f"alignments of {name}", ours, "s", variants=len(variants), proven=int(aligned.proven.sum()),
        cost=int(aligned.costs.sum()), markings=aligned.markings,
    )  # fmt: skip
    told = ask_peer("align", plain, path, MOST_VARIANTS=most)
    if not told:
        return
    cost = {variants.name_path(number): int(one) for number, one in enumerate(aligned.costs)}
    both = [(cost[tuple(trace)], peer) for trace, peer in told["variants"] if peer is not None]
    unequal = sum(own != peer for own, peer in both)
    if unequal:
        raise SystemExit(f"{unequal} costs differ from the peer's")
    share = len(told["variants"]) / len(variants)
    print_figure(
        f"alignments of {name}, r4pm", told["seconds"], "s", variants=len(told["variants"]), finished=len(both),
        equal=len(both), cost=sum(peer for _, peer in both),
    )  # fmt: skip
    print_figure(f"r4pm / ours, {name}", told["seconds"] / (ours * share), "times", at_least=at_least)


if __name__ == "__main__":
    main()
