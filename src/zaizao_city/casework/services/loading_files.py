"""An export of an old system loaded from a file: part after part, again from where it stopped, nothing lost.

Every thousand lines are a transaction, which keeps what became of them under the name of the file and their place in it.
Lines that are refused are told with their reasons and written to a file beside it, to be mended and loaded as one of its
own. Nobody is told of what happened years ago: whoever had read the record to its end before a part, has read the part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from zaizao_city.casework.models import Case, CorrectionNotice, Document, IssuedResult, ItemDecision, WorkItem
from zaizao_city.casework.services.loading import Part, load_parts
from zaizao_city.casework.services.loading_careful import Fault, tell_refused
from zaizao_city.casework.services.loading_lines import LineReader
from zaizao_city.casework.services.loading_lookup import Lookup
from zaizao_city.foundation.bulk_writing import write_in_bulk
from zaizao_city.foundation.errors import Refusal
from zaizao_city.foundation.record.idempotency import Answered, once
from zaizao_city.foundation.record.models import Event, GivenAnswer, Subscription
from zaizao_city.foundation.record.subscribing import list_subscribers
from zaizao_city.identity.actor import Actor

LINES = 1_000
"""Lines of one part; a load that goes on where it stopped finds its parts by this."""


MANY = 50_000
"""Lines from which on it may be worth while to make the indexes anew."""
TABLES = (Case, WorkItem, ItemDecision, Document, CorrectionNotice, IssuedResult)


class LoadedElsewhereError(Refusal):
    """Two are loading one file at the same time; this one stops, and nothing is in twice."""

    code = "loaded-elsewhere"
    reason = _("{file}：这一部分刚由另一个进程导入。")
    way_forward = _("请等它结束；之后重新执行，只会导入其余部分。")


@define
class Loaded:
    """What a load came to, those parts included that were in before."""

    cases: int = 0
    before: int = 0
    """Cases that an earlier attempt had loaded."""
    faults: list[Fault] = field(factory=list)


@frozen(eq=False)
class FilePart(Part):
    """Some lines of a file, read."""

    key: str
    text: str
    numbers: Sequence[int]
    """The line of each case."""
    faults: list[Fault]
    actor: Actor
    now: datetime
    loaded: Loaded
    place: list[int] = field(factory=list)
    """Where the record ended before."""

    def begin(self, refused: Mapping[int, Exception]) -> None:
        """Keep what became of the lines, first of all.

        Raises:
            LoadedElsewhereError: somebody else has just loaded them. RequestChangedError: and others were here then.
        """
        given = once(self.key, actor=self.actor.account_key, request=self.text)
        if isinstance(given, Answered):
            raise LoadedElsewhereError(file=self.key)
        self.faults.extend(tell_refused(error, self.numbers[number]) for number, error in sorted(refused.items()))
        told = [[fault.line, fault.place, fault.words] for fault in self.faults]
        given.keep({"cases": len(self.cases) - len(refused), "faults": told}, at=self.now)
        self.place.append(_find_end())

    def end(self) -> None:
        """Let those who had read everything before this part go on after it."""
        last = _find_end()
        if last - self.place[0] == Event.objects.filter(position__gt=self.place[0]).count():
            names = [one.name for one in list_subscribers()]
            Subscription.objects.filter(name__in=names, position=self.place[0]).update(position=last)
        self.loaded.faults += self.faults


def _find_end() -> int:
    return Event.objects.aggregate(last=Max("position"))["last"] or 0


def load_file(path: Path, *, actor: Actor, now: datetime, workers: int = 0) -> Iterator[Loaded]:
    """Load a file of lines (`loading_lines`), or the rest of it; how it stands after every part.

    Refused lines are in ``FILE.refused`` at the end, as they were.

    Raises:
        NotPermittedError: only who may import cases. OSError, UnicodeDecodeError: the file cannot be read.
        RequestChangedError: lines that were loaded have been changed since.
    """
    loaded, lookup = Loaded(), Lookup()
    parts = _read_parts(path, loaded, LineReader(lookup), actor=actor, now=now)
    with write_in_bulk(TABLES, lean=_is_much(path, actor)):
        for cases in load_parts(parts, actor=actor, workers=workers, lookup=lookup):
            loaded.cases += cases
            yield loaded
    _write_refused(path, {fault.line for fault in loaded.faults})
    yield loaded


def _is_much(path: Path, actor: Actor) -> bool:
    """Whether more is to be loaded than there is, and not a little: indexes are then better made at the end."""
    with path.open("rb") as lines:
        count = sum(1 for _ in lines)
    begins = f"load {path.name[-60:]} "
    done = GivenAnswer.objects.filter(actor=actor.account_key, key__startswith=begins).count()
    return count - done * LINES >= max(MANY, Case.objects.count())


def _read_parts(path: Path, loaded: Loaded, reader: LineReader, *, actor: Actor, now: datetime) -> Iterator[FilePart]:
    with path.open(encoding="utf-8-sig") as lines:
        for number in count():
            some = list(islice(lines, LINES))
            if not some:
                return
            key, text = f"load {path.name[-60:]} {number}", "".join(some)
            answer = _find_answer(key, actor)
            if answer is not None:
                with transaction.atomic():
                    once(key, actor=actor.account_key, request=text)  # refuses lines that have changed since
                loaded.before += answer["cases"]
                loaded.faults += [Fault(*fault) for fault in answer["faults"]]
                continue
            cases, faults = reader.read(some, first=number * LINES + 1)
            yield FilePart(list(cases.values()), key, text, list(cases), faults, actor, now, loaded)


def _find_answer(key: str, actor: Actor) -> dict[str, Any] | None:
    return GivenAnswer.objects.filter(actor=actor.account_key, key=key).values_list("answer", flat=True).first()


def _write_refused(path: Path, refused: set[int]) -> None:
    target = path.with_name(f"{path.name}.refused")
    if not refused:
        target.unlink(missing_ok=True)
        return
    with path.open(encoding="utf-8-sig") as lines, target.open("w", encoding="utf-8") as kept:
        kept.writelines(line for number, line in enumerate(lines, 1) if number in refused)
