"""What was mined as plain values: for JSON, whole. Times in seconds, moments as ISO texts."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from zaizao.mining.causes import CAUSES, CauseRow
from zaizao.mining.drift import Drift
from zaizao.mining.overview import Overview
from zaizao.mining.processmap import END, START, Level


def to_plain(found: Overview) -> dict[str, Any]:
    """Everything in the overview, as dicts, lists, texts and numbers; columns by case and by instance are left out."""
    parts = {
        "bottlenecks": found.bottlenecks, "hand_overs": found.hand_overs, "group_hand_overs": found.group_hand_overs,
        "effects": found.effects, "variants": found.variants,
    }  # fmt: skip
    scale = msgspec.to_builtins(found.scale)
    scale |= {key: _say_moment(scale[key]) for key in ("first", "last")} | {"left_out": dict(found.scale.left_out)}
    calendar = found.clock.calendar
    return {
        "log": scale,
        "calendar": {
            "edition": calendar.edition,
            "country": calendar.country,
            "office_seconds_a_day": found.day_seconds,
            "years_without_notice": list(found.times.doubtful_years),
        },
        "seed": found.seed,
        "times": {
            key: msgspec.to_builtins(getattr(found.times, key))
            for key in ("cycle", "waiting", "processing", "passage", "activities")
        },
        "causes": _list_causes(found),
        "rework": _list_rework(found),
        "drift": _list_drift(found.drift),
        **{key: msgspec.to_builtins(value) for key, value in parts.items()},
        "map": [_list_level(level) for level in found.levels],
    }


def _list_causes(found: Overview) -> dict[str, Any]:
    causes = found.causes
    return {
        "whole": _list_row(causes.whole),
        "undivided": causes.undivided,
        "by_activity": [_list_row(row) for row in causes.by_activity],
        "by_resource": [_list_row(row) for row in causes.by_resource],
        "by_transition": [_list_row(row) for row in causes.by_transition],
    }


def _list_row(row: CauseRow) -> dict[str, Any]:
    seconds = {str(cause): value for cause, value in zip(CAUSES, row.seconds, strict=True)}
    return {"name": list(row.name), "waits": row.waits, "total": row.total, **seconds}


def _list_rework(found: Overview) -> dict[str, Any]:
    rework = found.rework
    return {
        "cases": rework.cases,
        "repeating": rework.repeating,
        "seconds": rework.seconds,
        "activities": msgspec.to_builtins(rework.activities),
    }


def _list_drift(drift: Drift) -> dict[str, Any]:
    windows = [
        {**msgspec.to_builtins(window), "begins": _say_moment(window.begins), "ends": _say_moment(window.ends)}
        for window in drift.windows
    ]
    changes = [{**msgspec.to_builtins(change), "at": _say_moment(change.at)} for change in drift.changes]
    return {"windows": windows, "tests": drift.tests, "changes": changes}


def _list_level(level: Level) -> dict[str, Any]:
    names = {node.code: node.name for node in level.map.nodes} | {START: None, END: None}
    edges = [
        {"source": names[edge.source], "target": names[edge.target], "count": edge.count, "median": edge.median}
        for edge in level.map.edges
    ]
    nodes = [
        {
            "name": node.name,
            "cases": node.cases,
            "visits": node.visits,
            "median": node.median,
            "activities": node.activities,
        }
        for node in level.map.nodes
    ]
    return {
        "by_family": level.by_family,
        "nodes_in_all": level.nodes_in_all,
        "edges_in_all": level.edges_in_all,
        "passes_shown": level.passes_shown,
        "nodes": nodes,
        "edges": edges,
    }


def _say_moment(microseconds: int | None) -> str | None:
    return None if microseconds is None else f"{np.datetime64(microseconds, 'us')}Z"
