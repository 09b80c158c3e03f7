"""Moving a running case to another version of its definition: explicit, previewed, reversible."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.firing import Firing
from zaizao.net.handlers.registry import handles
from zaizao.net.migration import preview_migration
from zaizao.net.plan import plan_of
from zaizao.net.refusals import MigrationError
from zaizao.net.settling import settle


@handles(asked.Migrate)
def migrate(firing: Firing, command: asked.Migrate) -> None:
    """Move the case; whatever the preview says happens, and nothing else.

    Raises MigrationError with the preview's obstacles.
    """
    preview = preview_migration(
        firing.draft.plan.definition,
        command.definition,
        firing.draft.seal(),
        mapping=command.mapping,
        passed=command.passed,
    )
    if preview.obstacles:
        raise MigrationError(obstacles=preview.obstacles)
    plan = plan_of(command.definition)
    firing.draft.plans = {plan.digest: plan, firing.draft.plan.digest: firing.draft.plan}
    firing.emit(happened.Migrated, plan.digest, dict(command.mapping), command.passed, command.reason)
    for name, node in plan.nodes.items():
        act = firing.draft.act(name)
        if act.status == "waiting" and not node.interrupt_only and node.activity.recurs is None:
            firing.queue.append(name)
    settle(firing)
    firing.emit(happened.MigrationSettled)


@handles(asked.RevertMigration)
def revert_migration(firing: Firing, command: asked.RevertMigration) -> None:
    """Go back to the version before, exactly as it was.

    Raises MigrationError when something has happened since, or another definition is given.
    """
    before = firing.draft.before if firing.draft.reversible else None
    plan = plan_of(command.definition)
    if before is None or before.digest != plan.digest:
        raise MigrationError(obstacles=("something-happened-since" if before is None else "another-definition",))
    firing.draft.plans = {plan.digest: plan, firing.draft.plan.digest: firing.draft.plan}
    firing.emit(happened.MigrationReverted, before, command.reason)
