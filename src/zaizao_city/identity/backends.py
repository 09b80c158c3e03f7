"""How Django finds the account of a session: with its person. Who may do what is not asked here."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from zaizao_city.foundation.statements import find_row, link_rows
from zaizao_city.identity.models import Account, Person


class AccountBackend(ModelBackend):
    """Login and password; accounts that are closed stay out."""

    def get_user(self, user_id: int) -> Account | None:
        """The open account of that number, its person with it; two queries."""
        account = find_row(Account, "pk", user_id)
        if account is None or not account.is_active:
            return None
        link_rows([account], Person, "person")
        return account
