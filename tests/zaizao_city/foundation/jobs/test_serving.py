"""The processes that serve: whichever is killed comes back, all stop when asked, none is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from trial_city import PATIENCE, TrialCity, ask, is_there, list_below, open_city, serve, wait_until


@pytest.fixture
def city(tmp_path: Path, model: TrialCity) -> Iterator[TrialCity]:
    with open_city(tmp_path, like=model) as city:
        yield city


def test_serving_goes_on_whichever_process_is_killed_and_stops_when_asked(city: TrialCity):
    keeper, address = serve(city)
    wait_until(lambda: len(list_below(keeper.pid)) >= 4, "two web processes, their master and a worker")
    city.ask("import trial_jobs; trial_jobs.note.enqueue(1)")

    for victim in list_below(keeper.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        assert ask(address) == 404
    wait_until(lambda: len(list_below(keeper.pid)) >= 4, "all are back")
    city.ask("import trial_jobs; trial_jobs.note.enqueue(2)")
    wait_until(lambda: count_notices(city) == 2, "the worker works again")

    below = list_below(keeper.pid)
    keeper.terminate()
    assert keeper.wait(PATIENCE) == 0
    assert not any(map(is_there, below))


def count_notices(city: TrialCity) -> int:
    return int(city.ask("from zaizao_city.foundation.notices.models import Notice as N; print(N.objects.count())"))


def test_nothing_goes_on_when_the_keeper_is_killed(city: TrialCity):
    keeper, address = serve(city)
    wait_until(lambda: len(list_below(keeper.pid)) >= 4, "all are there")
    below = list_below(keeper.pid)

    keeper.kill()
    keeper.wait()

    wait_until(lambda: not any(map(is_there, below)), "all have gone")
    assert ask(address) is None


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has_in_hand(city: TrialCity, tmp_path: Path):
    lines = tmp_path / "lines"
    city.ask(f"import trial_jobs; trial_jobs.write.enqueue({str(lines)!r}, 'begun', 1.0); trial_jobs.note.enqueue(1)")
    worker = city.start("worker", "--without-duties")
    wait_until(lines.exists, "the job begins")

    worker.terminate()

    assert worker.wait(PATIENCE) == 0
    assert city.ask(
        "from django_tasks_db.models import DBTaskResult as Job\n"
        "print(*Job.objects.order_by('task_path').values_list('status', flat=True))"
    ) == "READY SUCCESSFUL"  # fmt: skip


def test_production_does_not_change_its_tables_unasked(tmp_path: Path):
    with open_city(tmp_path) as city:
        done = city.call("serve", check=False, ZAIZAO_MODE="production", ZAIZAO_SECRET_KEY="s" * 60)

    assert done.returncode == 1
    assert "changes of the tables are waiting" in done.stderr
    assert "zaizao-city serve --migrate" in done.stderr
