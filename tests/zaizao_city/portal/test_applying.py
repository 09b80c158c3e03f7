"""The one form: saved, resumed, checked, conditional; handed in once; refused plainly where it must be."""

from __future__ import annotations

from django.test import Client

from portal_town import ANSWERS, DETAILS, SITUATION, START, PortalTown, make_key
from small_town import NOW, state_of
from uploads import HTML, PDF, upload
from zaizao_city.casework.models import Case, Document, Draft, DraftFile, Pledge
from zaizao_city.casework.selectors.draft import read_facts
from zaizao_city.casework.services.draft import begin_draft, discard_draft
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.foundation.files.models import StoredFile
from zaizao_city.foundation.record.reading import read_stream
from zaizao_city.foundation.record.values import StreamRef
from zaizao_city.identity.models import Account


def facts_of(draft: Draft) -> dict[str, object]:
    return read_facts(draft, get_definition(draft.digest))


def test_a_visitor_is_led_to_sign_in_and_back(town: PortalTown) -> None:
    answer = Client().get(f"{START}?{ANSWERS}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=/apply/open-restaurant/")


def test_the_answers_of_the_guide_are_in_the_form(town: PortalTown) -> None:
    town.begin()

    assert facts_of(Draft.objects.get()) == {"signboard": False, "fire_pledged": True, "own_water": False}


def test_what_is_filled_in_is_sealed(town: PortalTown) -> None:
    town.begin()
    town.fill_in()

    assert "泉城路".encode() not in bytes(Draft.objects.get().facts_sealed)


def test_what_is_right_is_saved_where_something_else_is_wrong(town: PortalTown) -> None:
    town.begin()
    answer = town.client.post(f"{START}step/details-1/", {**DETAILS, "premises_area": "一百八"})

    assert answer.status_code == 422
    assert "一百八" in answer.content.decode()
    assert facts_of(Draft.objects.get())["shop_name"] == "泉边小馆"


def test_the_form_is_resumed_where_it_was(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    page = town.client.get(f"{START}step/details-1/").content.decode()

    assert 'value="泉边小馆"' in page
    assert "接着填" in town.client.get("/cases/").content.decode()


def test_a_material_is_asked_only_where_it_is_needed(town: PortalTown) -> None:
    town.begin()
    without = town.client.get(f"{START}materials/").content.decode()
    town.client.post(f"{START}step/situation/", {**SITUATION, "signboard": "yes"})
    with_sign = town.client.get(f"{START}materials/").content.decode()

    assert ("店招效果图" in without, "店招效果图" in with_sign) == (False, True)


def test_a_file_that_is_refused_is_named_and_the_others_are_kept(town: PortalTown) -> None:
    town.begin()
    sent = {"file_layout-plan": upload("a.pdf", PDF), "file_food-safety-rules": upload("b.pdf", HTML)}
    answer = town.client.post(f"{START}materials/", sent)

    assert answer.status_code == 422
    assert "b.pdf" in answer.content.decode()
    assert list(DraftFile.objects.values_list("material", flat=True)) == ["layout-plan"]
    account = Account.objects.get(pk=town.client.session["_auth_user_id"])
    last = list(read_stream(StreamRef("account", str(account.key))))[-1]
    assert (last.name, last.body["code"]) == ("AttemptRefused", "file-kind-refused")


def test_a_file_takes_the_place_of_the_one_before(town: PortalTown) -> None:
    town.begin()
    for name in ("a.pdf", "b.pdf"):
        town.client.post(f"{START}materials/", {"file_layout-plan": upload(name, PDF)})

    assert list(DraftFile.objects.values_list("name", flat=True)) == ["b.pdf"]
    assert StoredFile.objects.filter(erased_at=None).count() == 1


def test_a_way_that_the_definition_does_not_allow_is_refused(town: PortalTown) -> None:
    town.begin()
    answer = town.client.post(f"{START}materials/", {"way_lease": "pledge"})

    assert answer.status_code == 422
    assert Draft.objects.get().ways == {}


def test_the_last_page_says_what_is_missing_and_cannot_be_sent(town: PortalTown) -> None:
    town.begin()
    page = town.client.get(f"{START}review/").content.decode()
    answer = town.submit({"draft": str(Draft.objects.get().key), "once": make_key()})

    assert "还差" in page
    assert "店铺名称" in page
    assert (answer.status_code, Case.objects.count()) == (422, 0)


def test_the_promised_date_is_derived_day_by_day_before_submitting(town: PortalTown) -> None:
    town.begin()
    deadline = town.client.get(f"{START}review/").context["deadline"]

    assert "2026年2月28日" in deadline.caption
    assert [day.on.day for day in deadline.days if day.kind in {"counted", "ahead"}] == [13, 14, 24, 25, 26, 27, 28]


def test_submitting_makes_a_case_with_its_files_and_pledges(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    town.hand_in()
    answer = town.submit()

    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.reference}/")
    assert (case.title, Draft.objects.count()) == ("开办餐饮店：泉边小馆", 0)
    assert set(Pledge.objects.values_list("material", flat=True)) == {"premises-proof", "fire-conformity"}
    with_file = Document.objects.exclude(file=None).values_list("material", "id", "file")
    assert {material for material, _, _ in with_file} == {"layout-plan", "food-safety-rules"}
    assert {StoredFile.objects.get(pk=file).owner for _, _, file in with_file} == {
        f"casework.document:{pk}" for _, pk, _ in with_file
    }
    facts = dict(state_of(case.pk).facts.sorted_items())
    assert (facts["shop_name"], facts["signboard"]) == ("泉边小馆", False)


def test_the_same_submission_five_times_is_one_case(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    town.hand_in()
    form = town.read_review()
    answers = [town.submit(form) for _ in range(5)]

    assert Case.objects.count() == 1
    assert {answer["Location"] for answer in answers} == {f"/cases/{Case.objects.get().reference}/"}


def test_a_pledge_must_be_agreed_to_and_signed_by_oneself(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    town.hand_in()
    form = {**town.read_review(), "signed_name": "王勇"}
    del form["agree_premises-proof"]
    answer = town.submit(form)

    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert sorted(answer.context["form"].errors) == ["agree_premises-proof", "signed_name"]


def test_a_pledge_whose_text_was_changed_is_refused_and_nothing_is_lost(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    town.hand_in()
    answer = town.submit({**town.read_review(), "text_premises-proof": "0" * 64})

    assert answer.status_code == 409
    assert (Case.objects.count(), Draft.objects.count(), DraftFile.objects.count()) == (0, 1, 2)


def test_script_in_a_field_is_shown_as_text(town: PortalTown) -> None:
    town.begin()
    town.fill_in(shop_name="<script>alert(1)</script>")
    town.hand_in()
    town.submit()
    page = town.client.get(f"/cases/{Case.objects.get().reference}/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_over_long_text_is_refused_at_its_field(town: PortalTown) -> None:
    town.begin()
    answer = town.client.post(f"{START}step/details-1/", {**DETAILS, "shop_name": "店" * 201})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["shop_name", "marital_status"]


def test_odd_signs_stay_what_they_are(town: PortalTown) -> None:
    town.begin()
    town.fill_in(shop_name="𠮷野家 \u202e店 🍜")

    assert facts_of(Draft.objects.get())["shop_name"] == "𠮷野家 \u202e店 🍜"


def test_a_form_without_its_token_is_refused(town: PortalTown) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = town.client.cookies

    assert client.post(START, {"territory": town.district.pk}).status_code == 403
    assert Draft.objects.count() == 0


def test_nobody_reads_anothers_draft_or_its_files(town: PortalTown) -> None:
    town.begin()
    town.client.post(f"{START}materials/", {"file_layout-plan": upload("a.pdf", PDF)})
    stranger = town.sign_in(town.make_actor("李四"))
    address = f"/files/{DraftFile.objects.get().file}/"

    mine = town.client.get(address)

    assert stranger.get(f"{START}step/details-1/").status_code == 404
    assert stranger.get(address).status_code == 404
    assert b"".join(mine.streaming_content) == PDF
    mine.close()


def test_the_key_of_anothers_draft_submits_nothing(town: PortalTown) -> None:
    town.begin()
    stranger = town.sign_in(town.make_actor("李四"))
    answer = stranger.post(f"{START}review/", {"draft": str(Draft.objects.get().key), "once": make_key()})

    assert (answer.status_code, Case.objects.count(), Draft.objects.count()) == (404, 0, 1)


def test_a_page_of_an_older_draft_does_not_submit_the_new_one(town: PortalTown) -> None:
    town.begin()
    town.fill_in()
    town.hand_in()
    older = town.read_review()
    town.client.post(f"{START}discard/")
    town.begin()
    town.fill_in()
    town.hand_in()
    answer = town.submit(older)

    assert (answer.status_code, Case.objects.count(), Draft.objects.count()) == (404, 0, 1)


def test_a_draft_is_thrown_away_with_its_files_after_asking(town: PortalTown) -> None:
    town.begin()
    town.client.post(f"{START}materials/", {"file_layout-plan": upload("a.pdf", PDF)})
    asked = town.client.get(f"{START}discard/").content.decode()
    town.client.post(f"{START}discard/")

    assert "找不回来" in asked
    assert (Draft.objects.count(), StoredFile.objects.filter(erased_at=None).count()) == (0, 0)


def test_beginning_twice_goes_on_with_the_same_draft(town: PortalTown) -> None:
    digest = town.definitions["open-restaurant"].digest
    given = {"process": "open-restaurant", "digest": digest, "territory": town.district, "actor": town.applicant}
    first = begin_draft(**given, facts={"shop_name": "甲"}, now=NOW)
    second = begin_draft(**given, facts={"signboard": True}, now=NOW)

    assert first.key == second.key
    assert facts_of(second) == {"shop_name": "甲", "signboard": True}
    discard_draft(first.key, actor=town.applicant, now=NOW)
    assert Draft.objects.count() == 0


def test_where_nobody_takes_it_in_the_way_forward_is_told(town: PortalTown) -> None:
    town.district.seats.all().delete()
    answer = town.client.get(START)

    assert answer.status_code == 409
    assert "服务热线" in answer.content.decode()
