"""Words of the desk in templates: how limits are said, and the addresses that stand in every row."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from django import template
from django.urls import get_script_prefix, reverse

from zaizao_city.desk.selectors.wording import say_limit

register = template.Library()
register.filter("limit", say_limit)


@register.simple_tag
def case_address(reference: str) -> str:
    """The address of a case; resolved once and not for each row."""
    before, after = _split_address(get_script_prefix())
    return f"{before}{quote(reference)}{after}"


@cache
def _split_address(prefix: str) -> tuple[str, str]:
    """What stands before and after the reference, below the prefix under which the city is served."""
    before, _, after = reverse("desk:case", args=["REFERENCE"]).partition("REFERENCE")
    return before, after
