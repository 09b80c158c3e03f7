"""One thing to apply for: what it is, the guide that asks one question at a time, the one notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zaizao.guidance import Question, choose_question, list_questions
from zaizao_city.foundation.clock import read_clock
from zaizao_city.foundation.ui.words import speak
from zaizao_city.portal.forms.asking import DefinedForm
from zaizao_city.portal.selectors.answers import Answers, read_answers, say_answer, write_query, write_value
from zaizao_city.portal.selectors.course_picture import draw_course
from zaizao_city.portal.selectors.courses import lay_out_days, tell_course
from zaizao_city.portal.selectors.facts import list_facts, list_results
from zaizao_city.portal.selectors.laws import list_articles
from zaizao_city.portal.selectors.notices import make_notice
from zaizao_city.portal.selectors.pictures import draw_process
from zaizao_city.portal.selectors.things import Thing, get_thing, list_listed


@require_safe
def show_thing(request: HttpRequest, process: str) -> HttpResponse:
    """What you get, time, visits, materials and fee; the process as a picture; the law; the main act."""
    on = read_clock().date()
    thing = get_thing(process, on=on)
    answers = read_answers(thing.definition, request.GET.dict())
    days = lay_out_days(thing.definition, answers)
    context = {
        "thing": thing,
        "facts": list_facts(thing, answers),
        "results": list_results(thing.definition, answers),
        "course": draw_course(days),
        "ribbon": tell_course(days),
        "uncounted": days.uncounted,
        "listed": list_listed(thing),
        "lanes": draw_process(thing.version.digest, speak()),
        "articles": list_articles(thing.definition, on=on),
        "questions": len(list_questions(thing.definition)),
        "is_answered": choose_question(thing.definition, answers) is None,
        "query": write_query(answers),
        "said": list_said(thing, answers),
    }
    return render(request, "portal/thing.html", context)


@require_safe
def ask(request: HttpRequest, process: str) -> HttpResponse:
    """The question that decides most; when none is left, the notice. Answers stand in the address, so back is back."""
    thing = get_thing(process, on=read_clock().date())
    answers = read_answers(thing.definition, request.GET.dict())
    question = choose_question(thing.definition, answers)
    if question is None:
        return redirect(_address("portal:notice", thing, answers))
    was_asked = request.GET.get("asked") == question.field
    fields = {question.field: thing.definition.fields[question.field]}
    form = DefinedForm(fields, request.GET if was_asked else None, use_required_attribute=False)
    context = {
        "thing": thing,
        "form": form,
        "question": question,
        "number": len(answers) + 1,
        "most": len(list_questions(thing.definition)),
        "given": [(name, write_value(value)) for name, value in answers.items()],
        "said": list_said(thing, answers),
        "back": _find_back(thing, answers),
    }
    return render(request, "portal/guide.html", context, status=422 if form.errors else 200)


@require_safe
def show_notice(request: HttpRequest, process: str) -> HttpResponse:
    """Exactly the applicant's list; prints on one page."""
    thing = get_thing(process, on=read_clock().date())
    answers = read_answers(thing.definition, request.GET.dict())
    who = request.actor.name if request.actor.is_signed_in else ""
    context = {
        "thing": thing,
        "notice": make_notice(thing, answers, who=who),
        "facts": list_facts(thing, answers),
        "is_answered": choose_question(thing.definition, answers) is None,
        "said": list_said(thing, answers),
        "query": write_query(answers),
    }
    return render(request, "portal/notice.html", context)


def list_said(thing: Thing, answers: Answers) -> list[dict[str, str]]:
    """What was answered so far, each with the address that asks it again."""
    questions: dict[str, Question] = {one.field: one for one in list_questions(thing.definition)}
    given = list(answers.items())
    return [
        {
            "name": questions[name].name.say(speak()),
            "value": say_answer(value),
            "again": _address("portal:guide", thing, dict(given[:place])),
        }
        for place, (name, value) in enumerate(given)
    ]


def _find_back(thing: Thing, answers: Answers) -> str:
    """The page before: the question before, or the thing itself."""
    if not answers:
        return reverse("portal:thing", args=[thing.code])
    return _address("portal:guide", thing, dict(list(answers.items())[:-1]))


def _address(name: str, thing: Thing, answers: Answers) -> str:
    query = write_query(answers)
    return reverse(name, args=[thing.code]) + (f"?{query}" if query else "")
