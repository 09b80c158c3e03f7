from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest

from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.foundation.notices.models import Delivery, Notice
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.actor import ANONYMOUS, Actor
from zaizao_city.identity.enums import Role
from zaizao_city.identity.errors import CodeLockedError, NotPermittedError, SecondFactorMissingError
from zaizao_city.identity.models import Account, RecoveryCode
from zaizao_city.identity.selectors.sessions import count_recovery_codes, has_confirmed_device
from zaizao_city.identity.services.second_factor import (
    check_code,
    confirm_device,
    prepare_device,
    renew_recovery_codes,
    reset_second_factor,
    use_recovery_code,
)


@pytest.fixture
def account(account_of: Callable[..., Account]) -> Account:
    return account_of("clerk")


def _show_code(account: Account, *, at: datetime) -> str:
    return pyotp.TOTP(prepare_device(account).open_secret()).at(at.replace(tzinfo=SHANGHAI))


def _confirm(account: Account, *, now: datetime) -> list[str]:
    return confirm_device(account, code=_show_code(account, at=now), actor=ANONYMOUS, now=now)


def test_the_first_code_puts_the_device_to_use_and_gives_ten_recovery_codes(account: Account, now: datetime) -> None:
    assert not has_confirmed_device(account)

    codes = _confirm(account, now=now)

    assert has_confirmed_device(account)
    assert (len(set(codes)), count_recovery_codes(account.pk)) == (10, 10)


def test_a_wrong_first_code_leaves_the_device_unconfirmed(account: Account, now: datetime) -> None:
    prepare_device(account)

    assert confirm_device(account, code="12345", actor=ANONYMOUS, now=now) == []
    assert not has_confirmed_device(account)


def test_a_code_opens_once_and_a_step_beside(account: Account, now: datetime) -> None:
    _confirm(account, now=now)
    later = now + timedelta(minutes=5)
    code = _show_code(account, at=later)

    late = later + timedelta(seconds=30)
    answers = [check_code(account, code=code, actor=ANONYMOUS, now=late) for _ in range(2)]

    assert answers == [True, False]


def test_a_code_of_two_steps_ago_is_too_old(account: Account, now: datetime) -> None:
    _confirm(account, now=now)
    code = _show_code(account, at=now + timedelta(minutes=5))

    assert not check_code(account, code=code, actor=ANONYMOUS, now=now + timedelta(minutes=6))


def test_a_code_may_be_typed_with_spaces_and_full_width_digits(account: Account, now: datetime) -> None:
    code = _show_code(account, at=now)
    typed = code[:3] + " " + "".join(chr(ord(digit) + 0xFEE0) for digit in code[3:])

    assert check_code(account, code=typed, actor=ANONYMOUS, now=now)


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(account: Account, now: datetime) -> None:
    _confirm(account, now=now)
    for _ in range(5):
        assert not check_code(account, code="一二三四五六", actor=ANONYMOUS, now=now)

    soon, later = now + timedelta(minutes=5), now + timedelta(minutes=16)

    with pytest.raises(CodeLockedError) as caught:
        check_code(account, code=_show_code(account, at=soon), actor=ANONYMOUS, now=soon)
    assert caught.value.fields == {"minutes": 10}
    assert check_code(account, code=_show_code(account, at=later), actor=ANONYMOUS, now=later)
    assert [event.name for event in read_stream(StreamRef("account", str(account.key)))][-1] == "SecondFactorLocked"


def test_a_recovery_code_works_once_however_it_is_typed(account: Account, now: datetime) -> None:
    code = _confirm(account, now=now)[0]

    answers = [use_recovery_code(account, code=f" {code.upper()} ", actor=ANONYMOUS, now=now) for _ in range(2)]

    assert answers == [True, False]
    assert count_recovery_codes(account.pk) == 9


def test_recovery_codes_are_not_kept_readable_and_belong_to_one_account(
    account: Account, account_of: Callable[..., Account], now: datetime
) -> None:
    codes = _confirm(account, now=now)
    other = account_of("other")
    _confirm(other, now=now)

    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not use_recovery_code(other, code=codes[0], actor=ANONYMOUS, now=now)


def test_renewed_recovery_codes_make_the_old_ones_worthless(account: Account, now: datetime) -> None:
    old = _confirm(account, now=now)

    new = renew_recovery_codes(account, actor=ANONYMOUS, now=now)

    assert not use_recovery_code(account, code=old[0], actor=ANONYMOUS, now=now)
    assert use_recovery_code(account, code=new[0], actor=ANONYMOUS, now=now)


def test_the_security_administrator_takes_a_lost_device_away_and_the_system_administrator_cannot(
    account: Account, actor_of: Callable[..., Actor], now: datetime
) -> None:
    _confirm(account, now=now)
    security, system = actor_of("security", Role.SECURITY_ADMIN), actor_of("system", Role.SYSTEM_ADMIN)

    with pytest.raises(NotPermittedError):
        reset_second_factor(account, actor=system, now=now)
    reset_second_factor(account, actor=security, now=now)

    assert not has_confirmed_device(account)
    assert count_recovery_codes(account.pk) == 0


def test_whoever_s_device_was_taken_away_is_told_by_mail_and_short_message(
    account: Account, actor_of: Callable[..., Actor], now: datetime
) -> None:
    _confirm(account, now=now)

    reset_second_factor(account, reason="居民身份证", actor=actor_of("security", Role.SECURITY_ADMIN), now=now)

    [notice] = Notice.objects.filter(person_key=account.person.key)
    assert (notice.title, notice.urgent, notice.link) == ("您的动态口令重设了", True, "/me/")
    assert sorted(Delivery.objects.filter(notice=notice).values_list("channel", flat=True)) == ["email", "sms"]
    last = list(read_stream(StreamRef("account", str(account.key))))[-1]
    assert (last.name, last.body) == ("SecondFactorReset", {"reason": "居民身份证"})


def test_where_there_is_no_device_nothing_is_reset_and_nobody_is_told(
    account: Account, actor_of: Callable[..., Actor], now: datetime
) -> None:
    security = actor_of("security", Role.SECURITY_ADMIN)
    before = len(list(read_stream(StreamRef("account", str(account.key)))))

    with pytest.raises(SecondFactorMissingError):
        reset_second_factor(account, actor=security, now=now)

    assert len(list(read_stream(StreamRef("account", str(account.key))))) == before
    assert not Notice.objects.exists()
