"""Filters of the desk: how limits are said."""

from __future__ import annotations

from django import template

from zaizao_city.desk.selectors.wording import say_limit

register = template.Library()
register.filter("limit", say_limit)
