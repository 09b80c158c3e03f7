"""Logins of citizens: which may be chosen, and one made for whoever has no wish; and temporary passwords.

A login stands readable: in the table, on the slip, in the browser, in the lists of wrong passwords. A mobile number is
sealed wherever it is kept, is given to somebody else once it is given up, and would tell whoever tries it that its
holder has an account. So neither it nor an identity number can be a login, though both would be easy to remember;
whoever forgets the login is told it at the window. Nothing is kept here, and nobody is asked who may.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from zaizao_city.identity.errors import LoginUnfitError
from zaizao_city.identity.models import Account

BY_SINGLE_SIGN_ON, OF_THE_ERASED = "sso-", "erased-"
"""How logins begin that nobody types."""

_FIT = re.compile(r"[a-z][a-z0-9.-]{3,29}")
_PERSONAL = re.compile(r"[0-9]{11}")
"""As many digits in a row as a mobile number has; an identity number has more."""

_WORDS = (
    "baiyun", "chunfeng", "guihua", "hetao", "lianhua", "meihua", "mingyue", "putao", "qingshan", "shiliu", "songshu",
    "xiaohe", "xiyang", "yinxing", "yulan", "zhuzi",
)  # fmt: skip
_DIGITS = 6
_PASSWORD_DIGITS = 12


def clean_login(text: str) -> str:
    """The login as it is kept: small letters, whatever the keyboard made of them.

    Raises:
        LoginUnfitError: it is too short or long, has other signs, or is a number that is personal or nobody types.
    """
    login = unicodedata.normalize("NFKC", text).strip().lower()
    is_reserved = login.startswith((BY_SINGLE_SIGN_ON, OF_THE_ERASED))
    if is_reserved or _PERSONAL.search(login) or not _FIT.fullmatch(login):
        raise LoginUnfitError
    return login


def make_login() -> str:
    """A login that is free: a word everybody can spell, and digits that say nothing of anybody."""
    while True:
        login = f"{secrets.choice(_WORDS)}-{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        if not Account.objects.filter(login=login).exists():
            return login


def is_typed(login: str) -> bool:
    """Whether somebody could be asked to type the login."""
    return not login.startswith((BY_SINGLE_SIGN_ON, OF_THE_ERASED))


def make_password() -> str:
    """A temporary password: twelve digits, read out, copied and typed without mistake by whoever knows no Latin letters.

    A trillion of them is plenty where five wrong ones lock the login, and the first right one must be changed.
    """
    return f"{secrets.randbelow(10**_PASSWORD_DIGITS):0{_PASSWORD_DIGITS}}"
