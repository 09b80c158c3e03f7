"""Real processes, killed without warning: nothing is lost, nothing is done twice, everything comes back."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples import PROOF
from trial_city import TrialCity, open_city

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
