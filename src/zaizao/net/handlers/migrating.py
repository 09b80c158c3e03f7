"""Moving a running case to another version of its definition: explicit, previewed, reversible."""

from __future__ import annotations

from zaizao.net import commands as asked
from zaizao.net import events as happened
from zaizao.net.handlers.registry import handles
from zaizao.net.migration import preview_migration
from zaizao.net.plan import plan_of
from zaizao.net.refusals import MigrationError
from zaizao.net.running import Run
from zaizao.net.settling import settle


@handles(asked.Migrate)
def migrate(run: Run, command: asked.Migrate) -> None:
    """Move the case; whatever the preview says happens, and nothing else.

    Raises MigrationError with the preview's obstacles.
    """
    preview = preview_migration(
        run.draft.plan.definition, command.definition, run.draft.seal(), mapping=command.mapping, passed=command.passed
    )
    if preview.obstacles:
        raise MigrationError(obstacles=preview.obstacles)
    plan = plan_of(command.definition)
    run.draft.plans = {plan.digest: plan, run.draft.plan.digest: run.draft.plan}
    run.emit(happened.Migrated, plan.digest, dict(command.mapping), command.passed, command.reason)
    for name, node in plan.nodes.items():
        act = run.draft.act(name)
        if act.status == "waiting" and not node.interrupt_only and node.activity.recurs is None:
            run.queue.append(name)
    settle(run)
    run.emit(happened.MigrationSettled)


@handles(asked.RevertMigration)
def revert_migration(run: Run, command: asked.RevertMigration) -> None:
    """Go back to the version before, exactly as it was.

    Raises MigrationError when something has happened since, or another definition is given.
    """
    before = run.draft.before if run.draft.reversible else None
    plan = plan_of(command.definition)
    if before is None or before.digest != plan.digest:
        raise MigrationError(obstacles=("something-happened-since" if before is None else "another-definition",))
    run.draft.plans = {plan.digest: plan, run.draft.plan.digest: run.draft.plan}
    run.emit(happened.MigrationReverted, before, command.reason)
