"""How Django finds the account of a session: with its person, in one query. Who may do what is not asked here."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from zaizao_city.identity.models import Account


class AccountBackend(ModelBackend):
    """Login and password; accounts that are closed stay out."""

    def get_user(self, user_id: int) -> Account | None:
        """The open account of that number, its person with it."""
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account is not None and account.is_active else None
