"""The peer's side of bench_mining: pm4py's flow with times, variants, durations, rework and hand-over of a log's completions."""

import json
import statistics
import sys
import time

import pm4py

log = pm4py.read_xes(sys.argv[1], return_legacy_log_object=False)
log = log[log["lifecycle:transition"].str.lower() == "complete"].reset_index(drop=True)
# Its hand-over stops at work that names nobody.
log["org:resource"] = log["org:resource"].fillna("?")
begins = time.perf_counter()
edges, _, _ = pm4py.discover_dfg(log)
pm4py.discover_performance_dfg(log)
variants = pm4py.get_variants(log)
durations = pm4py.get_all_case_durations(log)
rework = pm4py.get_rework_cases_per_activity(log)
pm4py.discover_handover_of_work_network(log)
seconds = time.perf_counter() - begins
check = [len(edges), sum(edges.values()), len(variants), round(statistics.median(durations), 3), sum(rework.values())]
print(json.dumps({"seconds": seconds, "version": pm4py.__version__, "check": check}))
