"""A person is forgotten: their words and facts go, that there was a case remains, and its chain verifies."""

from __future__ import annotations

import pytest

from small_town import NOW, RESTAURANT_FACTS, Town, case_of, state_of
from zaizao_city.casework.errors import ErasedCaseError
from zaizao_city.casework.models import CaseState, Pledge
from zaizao_city.casework.selectors.case_page import get_case_page
from zaizao_city.casework.services.forgetting import forget_person
from zaizao_city.casework.services.rebuilding import prove_case, rebuild_case
from zaizao_city.foundation.record.erasing import erase_person
from zaizao_city.foundation.record.verifying import verify


def test_what_was_said_is_gone_and_the_chain_verifies(town: Town) -> None:
    done = town.apply(
        facts={**RESTAURANT_FACTS, "shop_name": "泉边小馆"}, materials=town.papers_without("premises-proof")
    )
    town.accept(done.case_id, pledges=("premises-proof",))
    key = str(town.applicant.person_key)

    erase_person(key, actor="security", now=NOW)
    assert forget_person(key) == 1
    assert forget_person(key) == 1

    case = case_of(done.case_id)
    assert (case.title, case.status) == ("开办餐饮店", "open")
    assert "泉边小馆" not in CaseState.objects.get().state
    assert state_of(done.case_id).facts.get("shop_name") is None
    assert Pledge.objects.get().signed_name == ""
    assert verify().findings == []


def test_the_page_of_an_erased_persons_case_can_still_be_read_and_not_rebuilt(town: Town) -> None:
    done = town.apply()
    erase_person(str(town.applicant.person_key), actor="security", now=NOW)
    forget_person(str(town.applicant.person_key))

    page = get_case_page(town.clerk, done.reference, now=NOW)

    assert "当事人信息已删除" in {entry.sentence for entry in page.record}
    for proof in (prove_case, rebuild_case):
        with pytest.raises(ErasedCaseError):
            proof(done.case_id)
