"""A person is told in the site at once, and by mail and short message after the transaction has committed."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from smtp_sink import Sink, open_sink
from zaizao_city.foundation import notices
from zaizao_city.foundation.jobs.working import Orders, work
from zaizao_city.foundation.notices import addresses
from zaizao_city.foundation.notices.addresses import Addresses
from zaizao_city.foundation.notices.gateways import RefusedForGoodError
from zaizao_city.foundation.notices.listing import count_unread, list_notices
from zaizao_city.foundation.notices.models import Delivery, Notice
from zaizao_city.foundation.notices.notifying import mark_all_read, mark_read, notify

NOW = datetime(2026, 3, 2, 9, 30)
WANG, LI, SMITH, GHOST = (uuid.UUID(int=number) for number in range(1, 5))
BOOK = {
    WANG: Addresses(email="wang@example.org", phone="13800000000"),
    LI: Addresses(phone="13900000000"),
    SMITH: Addresses(email="smith@example.org", language="en"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def book(monkeypatch) -> None:
    monkeypatch.setattr(addresses, "_LOOKUPS", [])
    addresses.register(BOOK.get)


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    with open_sink() as sink:
        settings.ENVIRONMENT = msgspec.structs.replace(settings.ENVIRONMENT, mail_url=sink.address)
        yield sink


@pytest.fixture
def english(settings, tmp_path: Path) -> None:
    """The English of the room, compiled for this test."""
    source = Path(notices.__file__).parent / "locale/en/LC_MESSAGES/django.po"
    compiled = tmp_path / "locale/en/LC_MESSAGES/django.mo"
    compiled.parent.mkdir(parents=True)
    with source.open("rb") as words, compiled.open("wb") as file:
        write_mo(file, read_po(words, locale="en"))
    settings.LOCALE_PATHS = [tmp_path / "locale"]


def read_text(mail: EmailMessage) -> str:
    return mail.get_content().replace("\r\n", "\n")


def tell(person: uuid.UUID, title: str = "请补正一份材料", **more: object) -> Notice:
    return notify(person_key=person, title=title, text="租赁合同缺第 2 页。", link="/matters/JN-1/", now=NOW, **more)


def work_off() -> int:
    return work(Orders(pause=lambda seconds: False, until_idle=True, duties=False))


def test_a_mail_goes_out_over_smtp_with_reference_text_and_address(sink: Sink, settings):
    settings.NOTICES_PUBLIC_ADDRESS = "https://city.example/"
    settings.NOTICES_SENDER = "zaizao@city.example"
    notice = tell(WANG)

    work_off()

    (mail,) = sink.kept
    delivery = Delivery.objects.get()
    assert {name: mail[name] for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "zaizao@city.example",
        "To": "wang@example.org",
        "Subject": "请补正一份材料",
        "Message-ID": f"<{delivery.key}@city.example>",
        "Auto-Submitted": "auto-generated",
    }
    assert read_text(mail) == (
        "租赁合同缺第 2 页。\n\n查看：https://city.example/matters/JN-1/\n\n本邮件由系统发出，请勿直接回复。\n"
    )
    assert (delivery.notice, delivery.answer, delivery.refused_at) == (notice, "SMTP", None)
    assert delivery.sent_at is not None


def test_an_urgent_notice_goes_by_short_message_too(home: Path):
    tell(WANG, urgent=True)

    work_off()

    (message,) = (json.loads(path.read_text("utf-8")) for path in (home / "sms").iterdir())
    delivery = Delivery.objects.get(channel="sms")
    assert message == {"to": "13800000000", "text": "请补正一份材料", "reference": delivery.key.hex}


def test_without_a_mail_server_mail_is_written_to_files(home: Path):
    tell(WANG)

    work_off()

    (path,) = (home / "mail").iterdir()
    mail = message_from_bytes(path.read_bytes().rpartition(b"\n---")[0], policy=policy.default)
    assert mail["To"] == "wang@example.org"
    assert "租赁合同缺第 2 页。" in mail.get_content()


@pytest.mark.django_db(transaction=True)
def test_nothing_goes_out_of_a_transaction_that_is_rolled_back(sink: Sink):
    with transaction.atomic():
        tell(WANG)
        transaction.set_rollback(True)

    assert (work_off(), sink.kept, Notice.objects.count()) == (0, [], 0)


def test_a_mail_server_that_is_busy_is_asked_again_later(sink: Sink):
    sink.answers["RCPT"] = "451 try again later"
    tell(WANG)

    assert work_off() == 0

    (job,) = DBTaskResult.objects.all()
    assert (job.status, len(job.worker_ids), job.exception_class_path) == (
        TaskResultStatus.READY, 1, "smtplib.SMTPRecipientsRefused",
    )  # fmt: skip
    sink.answers.clear()
    DBTaskResult.objects.update(run_after=NOW)
    assert work_off() == 1
    assert len(sink.kept) == 1


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "MAIL"])
def test_a_mail_that_is_refused_for_good_is_not_tried_again(sink: Sink, verb: str):
    sink.answers[verb] = "550 no such mailbox"
    tell(WANG)

    assert work_off() == 1

    delivery = Delivery.objects.get()
    assert (delivery.sent_at, sink.kept) == (None, [])
    assert delivery.refused_at is not None
    assert "no such mailbox" in delivery.answer


class RefusingGateway:
    """Takes no message to any number."""

    def send(self, phone: str, text: str, *, reference: str) -> str:
        raise RefusedForGoodError("unknown number")


def test_a_gateway_is_named_by_setting_and_may_refuse_for_good(settings):
    settings.NOTICES_SMS_GATEWAY = f"{__name__}.RefusingGateway"
    tell(LI, urgent=True)

    work_off()

    assert Delivery.objects.get().answer == "unknown number"


def test_a_delivery_sent_once_is_not_sent_by_a_repeated_job(sink: Sink):
    tell(WANG)
    work_off()

    DBTaskResult.objects.update(status=TaskResultStatus.READY)
    work_off()

    assert len(sink.kept) == 1


def test_who_has_no_address_is_told_in_the_site_alone(sink: Sink):
    for person in (LI, GHOST):
        tell(person)

    work_off()

    assert (sink.kept, Delivery.objects.count(), Notice.objects.count()) == ([], 0, 2)


def test_the_sentences_around_the_text_are_in_the_language_of_the_person(sink: Sink, english: None):
    notify(person_key=SMITH, title="Please correct", text="Page 2 is missing.", link="/a/", now=NOW)

    work_off()

    assert read_text(sink.kept[0]) == (
        "Page 2 is missing.\n\nOpen: http://127.0.0.1:8000/a/\n\nThis mail was sent by a system; please do not reply.\n"
    )


def test_a_title_cannot_add_lines_to_the_head_of_a_mail(sink: Sink):
    tell(WANG, title="请补正\r\nBcc: thief@example.org" + "长" * 200)

    work_off()

    (mail,) = sink.kept
    assert mail["Bcc"] is None
    assert mail["Subject"].strip() == ("请补正 Bcc: thief@example.org" + "长" * 200)[:119] + "…"


@pytest.mark.parametrize(
    "link", ["https://thief.example/", "//thief.example/", "/\\thief.example", "javascript:alert(1)"]
)
def test_a_link_that_leaves_our_pages_is_a_bug(link: str):
    with pytest.raises(ValueError, match="own pages"):
        notify(person_key=WANG, title="a", text="b", link=link, now=NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_is_newest_first_and_asks_once(rows: int, django_assert_num_queries):
    for number in range(rows):
        notify(person_key=WANG, title=f"{number}", text="", now=NOW + timedelta(minutes=number))
    tell(LI)

    with django_assert_num_queries(1):
        listed = [notice.title for notice in list_notices(WANG)]

    assert listed == [f"{number}" for number in reversed(range(rows))]


def test_pages_follow_each_other_without_gap():
    for number in range(5):
        notify(person_key=WANG, title=f"{number}", text="", now=NOW)

    first = list_notices(WANG, limit=2)
    second = list_notices(WANG, before=first[-1].id, limit=2)

    assert [notice.title for notice in first + second] == ["4", "3", "2", "1"]


def test_a_person_reads_only_their_own_notices():
    mine, other = tell(WANG), tell(LI)

    outcome = [mark_read(WANG, key=mine.key, now=NOW), mark_read(WANG, key=other.key, now=NOW)]
    again = mark_read(WANG, key=mine.key, now=NOW + timedelta(days=1))

    assert (outcome, again) == ([True, False], True)
    assert [Notice.objects.get(pk=each.pk).read_at for each in (mine, other)] == [NOW, None]
    assert (count_unread(WANG), count_unread(LI), list_notices(WANG, unread=True)) == (0, 1, [])


def test_all_are_read_at_once():
    for _ in range(3):
        tell(WANG)

    assert (mark_all_read(WANG, now=NOW), count_unread(WANG)) == (3, 0)
