"""Real processes, killed without warning: nothing is lost, nothing is done twice, everything comes back."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples import PROOF
from trial_city import PATIENCE, TrialCity, ask, is_there, list_below, open_city, serve, wait_until

KILLS = 60 if PROOF else 4


@pytest.fixture
def city(tmp_path: Path, model: TrialCity) -> Iterator[TrialCity]:
    with open_city(tmp_path, like=model) as city:
        yield city


def test_whatever_is_killed_each_job_changes_the_database_exactly_once(city: TrialCity, tmp_path: Path):
    lines = tmp_path / "lines"
    city.ask(
        "import trial_jobs\n"
        "for number in range(120): trial_jobs.note.enqueue(number, 0.02)\n"
        f"for number in range(20): trial_jobs.write.enqueue({str(lines)!r}, str(number), 0.02)\n"
    )
    chance = random.Random(20260302)
    workers = [city.start("worker") for _ in range(2)]

    for turn in range(KILLS):
        time.sleep(chance.uniform(0.8, 2.0))
        victim = workers[turn % 2]
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        workers[turn % 2] = city.start("worker")
    for worker in workers:
        worker.kill()
        worker.wait()
    city.call("worker", "--until-idle", "--without-duties")

    found = json.loads(
        city.ask(
            "import json; from collections import Counter; from django_tasks_db.models import DBTaskResult as Job\n"
            "from zaizao_city.foundation.notices.models import Notice; from zaizao_city.foundation.jobs.models import Worker\n"
            "rows = Counter((n.person_key.int, n.title) for n in Notice.objects.all())\n"
            "jobs = Counter(Job.objects.filter(task_path__startswith='trial').values_list('status', flat=True))\n"
            "print(json.dumps([sorted([*k, v] for k, v in rows.items()), jobs, Worker.objects.count()]))"
        )
    )
    assert found == [[[number, "whole", 1] for number in range(120)], {"SUCCESSFUL": 140}, 0]
    assert {int(line) for line in lines.read_text().split()} == set(range(20))


def test_a_job_that_kills_its_worker_is_given_up_and_does_not_kill_for_ever(city: TrialCity):
    city.ask("import trial_jobs; trial_jobs.kill_worker.enqueue(); trial_jobs.note.enqueue(1)")

    ends = [city.call("worker", "--until-idle", "--without-duties", check=False).returncode for _ in range(4)]

    assert ends == [-signal.SIGKILL, -signal.SIGKILL, -signal.SIGKILL, 0]
    told = city.ask(
        "from django_tasks_db.models import DBTaskResult as Job\n"
        "print(*sorted((j.task_path, j.status, j.traceback) for j in Job.objects.all()))"
    )
    assert told == (
        "('trial_jobs.kill_worker', 'FAILED', 'The process that worked on it ended.') ('trial_jobs.note', 'SUCCESSFUL', '')"
    )


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


def test_production_does_not_change_its_tables_unasked(tmp_path: Path):
    with open_city(tmp_path) as city:
        done = city.call("serve", check=False, ZAIZAO_MODE="production", ZAIZAO_SECRET_KEY="s" * 60)

    assert done.returncode == 1
    assert "changes of the tables are waiting" in done.stderr
    assert "zaizao-city serve --migrate" in done.stderr
