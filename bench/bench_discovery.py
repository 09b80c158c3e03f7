"""The inductive model (IMf 0.2) of bpic2012 from events, beside pm4py's; both judged by the same two measures.

Ours: alignments and escaping edges of the whole log, on both nets. The peer's: its token replay and precision, on both nets,
of every so many cases (`EVERY_CASE`; the whole log takes it some ten minutes).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from measuring import print_figure
from models import DATA, ask_peer, load, take_median, unpack

from zaizao.eventlog.counting import count_variants
from zaizao.mining.conformance import align_variants
from zaizao.mining.discovery import (
    AcceptingNet,
    discover_tree,
    discover_tree_from_flow,
    net_of_tree,
    read_pnml,
    write_pnml,
)

NOISE = 0.2
LOG = "bpic2012"
EVERY_CASE = os.environ.get("EVERY_CASE", "80")


def main() -> None:
    """Print the figures."""
    if not (DATA / f"{LOG}.xes.gz").exists():
        return
    log = load(LOG)
    with tempfile.TemporaryDirectory() as folder:
        ours = take_median(lambda: discover_tree(log, noise=NOISE, every_event=True))
        print_figure("IMf 0.2 of bpic2012", ours, "s", at_most=0.5)
        flow = take_median(lambda: discover_tree_from_flow(log, noise=NOISE, every_event=True))
        print_figure("IMd of bpic2012, from events", flow, "s", at_most=0.02)
        net = net_of_tree(discover_tree(log, noise=NOISE, every_event=True))
        judge("ours", log=log, net=net)
        plain = unpack(LOG, Path(folder))
        theirs = Path(folder) / "peer.pnml"
        told = ask_peer("discover", plain, NOISE, theirs)
        if not told:
            return
        print_figure("IMf 0.2 of bpic2012, pm4py", told["seconds"], "s")
        print_figure("pm4py / ours", told["seconds"] / ours, "times", at_least=25)
        judge("pm4py", log=log, net=read_pnml(theirs.read_bytes()))
        own = Path(folder) / "own.pnml"
        own.write_text(write_pnml(net), encoding="utf-8")
        for who, path in (("ours", own), ("pm4py", theirs)):
            said = ask_peer("quality", plain, path, EVERY_CASE=EVERY_CASE)
            print_figure(
                f"fitness × precision by pm4py's measures, {who}", said["fitness"] * said["precision"], "", **said
            )


def judge(who: str, *, log: object, net: AcceptingNet) -> None:
    """Fitness × precision by our measures."""
    quality = align_variants(count_variants(log), net).quality  # type: ignore[arg-type]
    print_figure(
        f"fitness × precision, {who}", quality.fitness * quality.precision, "",
        fitness=quality.fitness, precision=quality.precision,
    )  # fmt: skip


if __name__ == "__main__":
    main()
