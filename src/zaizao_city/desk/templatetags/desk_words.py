"""Words of the desk in templates: how limits are said; and the rows of its lists, which are written in Python."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from zaizao_city.desk.selectors.caselists import CaseRow
from zaizao_city.desk.selectors.wording import say_limit, say_organisation
from zaizao_city.desk.selectors.worklist import Choice, WorkList
from zaizao_city.desk.templatetags import written_rows

register = template.Library()
register.filter("limit", say_limit)
register.filter("organisation", say_organisation)


@register.simple_tag
def queue_rows(work: WorkList, current: str) -> SafeString:
    """The work beside a matter; ``current`` is the case that is open."""
    return written_rows.write_queue(work.rows, query=work.query, current=current)


@register.simple_tag
def work_rows(work: WorkList) -> SafeString:
    """The rows of the list of work, each to be ticked."""
    return written_rows.write_work(work.rows, query=work.query)


@register.simple_tag
def choice_rows(choices: Sequence[Choice]) -> SafeString:
    """What a list can be narrowed to, with how much there is of each."""
    return written_rows.write_choices(choices)


@register.simple_tag
def case_rows(rows: Sequence[CaseRow], *, has_category: bool = False, by_person: bool = False) -> SafeString:
    """The rows of a list of cases, by their titles or by the people they are about."""
    return written_rows.write_cases(rows, has_category=has_category, by_person=bool(by_person))
