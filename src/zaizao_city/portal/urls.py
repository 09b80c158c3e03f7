"""The addresses of the public."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from zaizao_city.portal.views import applying, cases, counters, front, mine, submitting, things


class ReferenceConverter(StringConverter):
    """The number of a case, as numbering gives it: anything else is no address."""

    regex = "[A-Z]{1,8}-[0-9]{4}-[0-9]{1,12}"


register_converter(ReferenceConverter, "reference")

app_name = "portal"
urlpatterns = [
    path("", front.show_front, name="front"),
    path("search/", front.search, name="search"),
    path("promises/", front.show_promises, name="promises"),
    path("reductions/", front.show_reductions, name="reductions"),
    path("things/<slug:process>/", things.show_thing, name="thing"),
    path("things/<slug:process>/guide/", things.ask, name="guide"),
    path("things/<slug:process>/notice/", things.show_notice, name="notice"),
    path("apply/<slug:process>/", applying.start, name="apply"),
    path("apply/<slug:process>/discard/", applying.discard, name="discard"),
    path("apply/<slug:process>/materials/", applying.hand_in, name="materials"),
    path("apply/<slug:process>/review/", submitting.review, name="review"),
    path("apply/<slug:process>/step/<slug:section>/", applying.fill_in, name="section"),
    path("cases/", cases.list_mine, name="cases"),
    path("cases/<reference:reference>/", cases.show_case, name="case"),
    path("cases/<reference:reference>/days/", cases.show_days, name="days"),
    path("cases/<reference:reference>/supply/", cases.supply, name="supply"),
    path("cases/<reference:reference>/say/", cases.say, name="say"),
    path("cases/<reference:reference>/stuck/", cases.ask_review, name="stuck"),
    path("cases/<reference:reference>/withdraw/", cases.withdraw, name="withdraw"),
    path("counters/", counters.show_counters, name="counters"),
    path("counters/<slug:code>/take/", counters.take, name="take-ticket"),
    path("counters/tickets/<int:number>/give-up/", counters.give_up, name="give-up-ticket"),
    path("results/", mine.show_results, name="results"),
    path("results/<reference:number>/", mine.show_result, name="result"),
    path("messages/", mine.show_messages, name="messages"),
    path("messages/read/", mine.read_messages, name="read-messages"),
]
