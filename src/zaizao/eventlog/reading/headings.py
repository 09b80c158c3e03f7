"""The words under which tables name what a log needs, Chinese and English, best first. Values are looked at elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SPACE: Final = re.compile(r"[\s_:.\-/]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": (
        "case concept name", "case id", "caseid", "case", "case number", "case no", "case key", "trace id", "trace",
        "案件编号", "案件号", "办件编号", "办件号", "办件流水号", "工单编号", "工单号", "业务编号", "业务流水号", "受理编号", "受理号",
        "申请编号", "申办流水号", "流水号", "事项编号", "单号", "编号", "unique key", "request id", "service request id",
        "ticket id", "ticket", "order id", "incident id", "process instance id", "instance id", "id",
    ),
    "activity": (
        "concept name", "activity", "activity name", "act", "activity id", "task", "task name", "step", "step name", "event", "event name",
        "action", "环节", "环节名称", "办理环节", "处理环节", "审批环节", "流程环节", "活动", "活动名称", "步骤", "步骤名称", "流程节点",
        "节点", "节点名称", "操作", "操作名称", "操作类型", "动作", "事件", "事件名称", "任务", "任务名称",
    ),
    "time": (
        "time timestamp", "timestamp", "ts", "complete timestamp", "completion time", "complete time", "completed at", "end timestamp",
        "end time", "end date", "end", "event time", "datetime", "date time", "time", "date", "完成时间", "办结时间", "结束时间", "办理时间",
        "处理时间", "操作时间", "审批时间", "发生时间", "时间", "日期", "办理日期", "时间戳",
    ),
    "start": (
        "start timestamp", "start time", "start date", "started at", "begin time", "begin", "start", "开始时间", "起始时间", "开始办理时间",
    ),
    "resource": (
        "org resource", "resource", "user", "user name", "username", "user id", "employee", "staff", "performer", "operator", "agent",
        "assignee", "assigned to", "handler", "worker", "owner", "办理人", "经办人", "承办人", "处理人", "操作人", "操作员", "审批人",
        "受理人", "办理人员", "工作人员", "责任人", "人员", "agency name", "agency", "department", "承办单位", "办理单位", "责任单位",
        "处理部门", "办理部门", "承办部门", "部门", "unit id",
    ),
    "lifecycle": (
        "lifecycle transition", "lifecycle", "life cycle", "transition", "event type", "生命周期", "环节状态",
    ),
}  # fmt: skip
"""Role: headings in the form of `plain_heading`."""

_LIKE: Final[Mapping[str, tuple[re.Pattern[str], ...]]] = {
    "case": (
        re.compile(r"^(?:case|trace)\b.*\b(?:id|number|no|key|name)$"),
        re.compile(r"(?:编号|单号|流水号|编码)$"),
        re.compile(r"\b(?:id|number|no|key)$"),
    ),
    "activity": (re.compile(r"\bactivity\b|^(?:task|step)\b|(?:环节|步骤|节点)(?:名称?)?$"),),
}
"""Headings that name a role less plainly, best first."""

_DUE: Final = re.compile(
    r"\b(?:due|target|deadline|planned|plan|promised?|expected|scheduled?|expir\w*|birth\w*|valid|until)\b|期限|截止|承诺|应办结|应完成|预计|计划|到期|出生|有效"
)
_MOMENT: Final = re.compile(r"\b(?:time|timestamp|date|datetime|dt|at|on|ts|day)$|时间|日期|时刻")
_ENDING: Final = re.compile(r"\s*(?:\b(?:timestamp|datetime|date|time|dt|ts|at|on)|时间|日期)$")


def plain_heading(heading: str) -> str:
    """A heading in small letters, its words apart: ``Case_ID``, ``caseId`` and ``case:id`` are ``case id``."""
    return _SPACE.sub(" ", _HUMP.sub(" ", heading.strip().lstrip("\ufeff"))).strip().lower()


def rank_heading(heading: str, role: str) -> int | None:
    """How well a heading names a role, 0 is best; None where it does not."""
    plain = plain_heading(heading)
    words = WORDS[role]
    if plain in words:
        return words.index(plain)
    joined = plain.replace(" ", "")
    known = next((place for place, word in enumerate(words) if word.replace(" ", "") == joined), None)
    if known is not None:
        return known
    return next((len(words) + place for place, like in enumerate(_LIKE.get(role, ())) if like.search(plain)), None)


def is_due(heading: str) -> bool:
    """Whether it names a moment that should come, not one that came."""
    return _DUE.search(plain_heading(heading)) is not None


def names_moment(heading: str) -> bool:
    """Whether it says that a moment stands under it."""
    return _MOMENT.search(plain_heading(heading)) is not None


def name_event(heading: str) -> str:
    """What happened at the moment under a heading: ``created_date`` is ``created``, ``受理时间`` is ``受理``."""
    words = _SPACE.sub(" ", _HUMP.sub(" ", heading.strip())).strip()
    shorter = _ENDING.sub("", words.lower() if words.isascii() else words).strip()
    return shorter or heading.strip()
