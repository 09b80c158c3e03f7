"""How the account's pages say what a browser calls itself."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()

# Each contains the names of those below it, so the order decides.
SYSTEMS = {"OpenHarmony": "HarmonyOS", "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows"}
SYSTEMS |= {"Mac OS X": "Mac", "Linux": "Linux"}
BROWSERS = {"MicroMessenger": "微信", "Edg/": "Edge", "Firefox/": "Firefox", "QQBrowser/": "QQ", "Chrome/": "Chrome"}
BROWSERS |= {"Safari/": "Safari"}


@register.filter
def say_device(device: str) -> str:
    """``Windows · Chrome``, as far as the browser says; never trusted, only shown."""
    system = next((name for mark, name in SYSTEMS.items() if mark in device), "")
    browser = next((name for mark, name in BROWSERS.items() if mark in device), "")
    return " · ".join(part for part in [system, browser] if part) or gettext("不认识的设备")
