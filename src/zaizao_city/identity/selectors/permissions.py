"""Who may do what, and how far: gathered from the tables of all apps, and asked before every act.

A permission is named like the service it opens (``casework.accept_case``). Unknown names are bugs, not refusals.
"""

from __future__ import annotations

import functools
from importlib import import_module
from importlib.util import find_spec

from attrs import frozen
from django.apps import apps
from django.db.models import Q

from zaizao_city.identity.actor import Actor, HeldRole
from zaizao_city.identity.enums import Role, Scope
from zaizao_city.identity.errors import NotPermittedError
from zaizao_city.identity.models import Organisation

_ORGANISED = {Scope.ORGANISATION, Scope.SUBTREE}


@functools.cache
def collect_permissions() -> dict[str, dict[Role, Scope]]:
    """Every permission of every app, by name; read once.

    Raises:
        ValueError: a permission does not begin with the label of its app, is declared twice, or gives citizens the
            matters of an organisation, of which they hold none.
    """
    gathered: dict[str, dict[Role, Scope]] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.permissions"
        if not config.name.startswith("zaizao_city.") or find_spec(name) is None:
            continue
        table: dict[str, dict[Role, Scope]] = import_module(name).PERMISSIONS
        strange = [entry for entry in table if not entry.startswith(f"{config.label}.") or entry in gathered]
        strange += [entry for entry, granted in table.items() if granted.get(Role.CITIZEN, Scope.OWN) in _ORGANISED]
        if strange:
            raise ValueError(f"{name} cannot declare {', '.join(strange)}")
        gathered |= table
    return dict(sorted(gathered.items()))


@frozen
class Reach:
    """Where a permission reaches for one actor: own matters, these organisations, all below these, the whole city."""

    own: bool = False
    organisations: frozenset[str] = frozenset()
    subtrees: frozenset[str] = frozenset()
    city: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it reaches nothing at all."""
        return self == Reach()

    def covers(self, path: str | None, *, own: bool = False) -> bool:
        """Whether it reaches a matter of the organisation with that path (none: a matter of no organisation)."""
        if self.city or (self.own and own):
            return True
        return path is not None and (path in self.organisations or any(path.startswith(top) for top in self.subtrees))

    def to_filter(self, field: str, *, own: Q | None = None) -> Q:
        """The rows it reaches: ``field`` leads to the path of their organisation, ``own`` says which are one's own."""
        if self.city:
            return Q()
        wanted = Q(pk__in=[])
        if self.organisations:
            wanted |= Q(**{f"{field}__in": sorted(self.organisations)})
        for top in sorted(self.subtrees):
            wanted |= Q(**{f"{field}__startswith": top})
        return wanted | own if self.own and own is not None else wanted


def get_reach(actor: Actor, permission: str) -> Reach:
    """How far the permission reaches for the actor; the system reaches everything.

    Raises:
        LookupError: no app declares the permission.
    """
    granted = collect_permissions().get(permission)
    if granted is None:
        raise LookupError(f"no app declares the permission {permission!r}")
    if actor.is_system:
        return _EVERYWHERE
    return _find_reach(permission, actor.roles, is_citizen=actor.is_signed_in)


_EVERYWHERE = Reach(city=True)


@functools.lru_cache(maxsize=4096)
def _find_reach(permission: str, roles: tuple[HeldRole, ...], *, is_citizen: bool) -> Reach:
    granted = collect_permissions()[permission]
    held = [(granted[role.role], role.organisation_path) for role in roles if role.role in granted]
    if is_citizen and Role.CITIZEN in granted:
        held.append((granted[Role.CITIZEN], ""))
    return Reach(
        own=any(scope == Scope.OWN for scope, _ in held),
        organisations=frozenset(path for scope, path in held if scope == Scope.ORGANISATION),
        subtrees=frozenset(path for scope, path in held if scope == Scope.SUBTREE),
        city=any(scope == Scope.CITY for scope, _ in held),
    )


def actor_may(
    actor: Actor, permission: str, organisation: Organisation | str | None = None, *, own: bool = False
) -> bool:
    """Whether the actor may do it to a matter of the organisation (a row or its path); ``own``: the matter is theirs."""
    path = organisation.path if isinstance(organisation, Organisation) else organisation
    return get_reach(actor, permission).covers(path, own=own)


def actor_may_somewhere(actor: Actor, permission: str) -> bool:
    """Whether the actor may do it to anything at all: whether to show the page or the button."""
    return not get_reach(actor, permission).is_empty


def require(
    actor: Actor, permission: str, organisation: Organisation | str | None = None, *, own: bool = False
) -> None:
    """Pass, or refuse.

    Raises:
        NotPermittedError: the actor's roles do not reach there.
    """
    if not actor_may(actor, permission, organisation, own=own):
        raise NotPermittedError(permission=permission)


def require_somewhere(actor: Actor, permission: str) -> None:
    """Pass whoever may do it to anything at all, or refuse.

    Raises:
        NotPermittedError: the actor may do it nowhere.
    """
    if not actor_may_somewhere(actor, permission):
        raise NotPermittedError(permission=permission)
