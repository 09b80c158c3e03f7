"""Replay of bpic2012 against the definition discovered from it, beside pm4py's token replay on the net of that definition.

Both must find the same number of fitting cases, or the measurement fails.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from measuring import print_figure
from models import DATA, ask_peer, load, take_median, unpack
from msgspec.structs import replace

from zaizao.definition.model import ProcessDefinition
from zaizao.mining.conformance import net_of_definition, replay_log
from zaizao.mining.discovery import discover_definition, write_pnml

LOG = "bpic2012"
NOISES = (0.2, 0.0)


def main() -> None:
    """Print the figures."""
    if not (DATA / f"{LOG}.xes.gz").exists():
        return
    log = load(LOG)
    with tempfile.TemporaryDirectory() as folder:
        plain, path = unpack(LOG, Path(folder)), Path(folder) / "definition.pnml"
        for noise in NOISES:
            definition = discover_definition(log, noise=noise, every_event=True).definition
            ours = take_median(lambda definition=definition: replay_log(log, definition, every_event=True))
            fitting = int(replay_log(log, definition, every_event=True).fitting.sum())
            print_figure(f"replay of {LOG}, IMf {noise}", ours, "s", fitting=fitting)
            path.write_text(write_named_net(definition), encoding="utf-8")
            told = ask_peer("replay", plain, path)
            if not told:
                continue
            print_figure(f"token replay of {LOG}, pm4py, IMf {noise}", told["seconds"], "s", fitting=told["fitting"])
            print_figure(f"pm4py / ours, IMf {noise}", told["seconds"] / ours, "times", at_least=50)
            if told["fitting"] != fitting:
                raise SystemExit(f"fitting cases differ: {fitting} and {told['fitting']}")


def write_named_net(definition: ProcessDefinition) -> str:
    """The net of the definition with the names the log uses."""
    net = net_of_definition(definition)
    names = {name: str(one.name) for name, one in definition.activities.items()}
    named = tuple(replace(one, label=None if one.label is None else names[one.label]) for one in net.transitions)
    return write_pnml(replace(net, transitions=named))


if __name__ == "__main__":
    main()
