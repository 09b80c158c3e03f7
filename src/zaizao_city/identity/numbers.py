"""Identity numbers as the standards write them: cleaning, checking, masking. Nothing is stored or looked up here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from zaizao_city.identity.enums import NumberKind, NumberProblem

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MOBILE = re.compile(r"1[3-9][0-9]{9}")
MASK = "*"


def normalise_number(text: str) -> str:
    """The number as it is compared: without spaces and hyphens, full-width digits made plain, letters in capitals."""
    plain = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return re.sub(r"[\s\-]", "", plain).upper()


def find_problem(kind: NumberKind, number: str) -> NumberProblem | None:
    """What is wrong with a cleaned number, or nothing."""
    return CHECKS[kind](number)


def find_resident_problem(number: str) -> NumberProblem | None:
    """What is wrong with a citizen's identity number (GB 11643-1999: 17 digits, birthday, check by ISO 7064 MOD 11-2)."""
    if len(number) != 18:
        return NumberProblem.LENGTH
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        return NumberProblem.CHARACTERS
    if _read_day(number[6:14]) is None:
        return NumberProblem.BIRTHDAY
    total = sum(weight * int(digit) for weight, digit in zip(RESIDENT_WEIGHTS, number, strict=False))
    return None if RESIDENT_CHECKS[total % 11] == number[-1] else NumberProblem.CHECKSUM


def find_credit_problem(code: str) -> NumberProblem | None:
    """What is wrong with a unified social credit code (GB 32100-2015: weights 3ⁱ mod 31, no I, O, S, V, Z)."""
    if len(code) != 18:
        return NumberProblem.LENGTH
    if not re.fullmatch(f"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}", code):
        return NumberProblem.CHARACTERS
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return None if CREDIT_ALPHABET[-total % 31] == code[-1] else NumberProblem.CHECKSUM


def find_mobile_problem(number: str) -> NumberProblem | None:
    """What is wrong with a mobile number of the mainland."""
    if len(number) != 11:
        return NumberProblem.LENGTH
    return None if MOBILE.fullmatch(number) else NumberProblem.CHARACTERS


def read_birthday(number: str) -> date | None:
    """The birthday in a citizen's identity number."""
    return _read_day(number[6:14])


def mask_number(kind: NumberKind, number: str) -> str:
    """The number as it is shown: the first three and the last four signs; a credit code is public and shown whole."""
    if kind == NumberKind.CREDIT_CODE or not number:
        return number
    return number[:3] + MASK * max(len(number) - 7, 0) + number[-4:]


def mask_name(name: str) -> str:
    """The name as others see it: the first sign, and a mask for each other one (two at most)."""
    return name[:1] + MASK * min(max(len(name) - 1, 0), 2)


def mask_email(address: str) -> str:
    """The address as it is shown: the first sign of the box, and the host."""
    box, at, host = address.partition("@")
    return f"{box[:1]}{MASK * 3}{at}{host}" if at else MASK * 3


def _read_day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


CHECKS: dict[NumberKind, Callable[[str], NumberProblem | None]] = {
    NumberKind.RESIDENT: find_resident_problem,
    NumberKind.CREDIT_CODE: find_credit_problem,
    NumberKind.MOBILE: find_mobile_problem,
}
