"""Which form suits us: every way through the questions ends in a recommendation with reasons."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kyodo_portal.cities import city
from projects.guidance.advice import MOST_FORMS, PATTERNS, QUESTIONS, advise
from projects.guidance.reasons import REASONS
from projects.types import CollaborationForm, StartPattern
from tests.factories import make_project
from tests.own_city import live_in

URL = "/guide/which-form/"
ANSWERS = {question.name: [value for value, _ in question.answers] for question in QUESTIONS}
EVERY = [dict(zip(ANSWERS, values, strict=True)) for values in product(*ANSWERS.values())]
NINE = range(1, 10)


def test_every_combination_ends_in_a_recommendation_with_reasons() -> None:
    for answers in EVERY:
        for forms in (NINE, range(1, 13), (9,), (10, 11)):
            advice = advise(answers, forms=forms)

            assert 1 <= len(advice.forms) <= MOST_FORMS, answers
            assert all(suited.form in forms and suited.reasons for suited in advice.forms), answers
            assert len({suited.form for suited in advice.forms}) == len(advice.forms)
            assert advice.pattern in city().patterns
            assert advice.pattern_reason


def test_every_pattern_and_every_form_is_recommended_to_somebody() -> None:
    advices = [advise(answers, forms=range(1, 13)) for answers in EVERY]

    assert {advice.pattern.code for advice in advices if advice.pattern} == {*StartPattern}
    assert {suited.form for advice in advices for suited in advice.forms} == set(CollaborationForm)


def test_form_of_the_citys_own_is_recommended_as_the_one_it_follows(
    settings: Any, tmp_path: Path
) -> None:
    own = 'number = 21\nfollows = 4\nname = "みちの見守り"\nexplanation = "道を見守ります。"\n'
    live_in(settings, tmp_path, f"[[forms]]\n{own}")

    def told(form: int) -> list[tuple[Any, ...]]:
        return [advise(answers, forms=(form,)).forms[0].reasons for answers in EVERY]

    assert told(21) == told(4)


def test_reasons_speak_of_answers_that_can_be_given() -> None:
    reasons = [reason for reasons in REASONS.values() for reason in reasons]

    assert [each for each in reasons if each.answer not in ANSWERS.get(each.question, ())] == []
    assert set(PATTERNS) == set(ANSWERS["begin"])
    assert len(QUESTIONS) <= 6


@pytest.mark.parametrize(
    ("values", "pattern", "form"),
    [
        (("ours", "event", "name", "ours", "once"), "D", 2),
        (("both", "place", "things", "shared", "always"), "B", 4),
        (("blank", "event", "hands", "shared", "once"), "A", 1),
        (("city", "event", "hands", "many", "once"), "C", 6),
        (("city", "facility", "money", "city", "always"), "C", 9),
        (("ours", "service", "money", "ours", "once"), "D", 8),
    ],
)
def test_plain_cases_get_the_form_made_for_them(
    values: tuple[str, ...], pattern: str, form: int
) -> None:
    advice = advise(dict(zip(ANSWERS, values, strict=True)), forms=NINE)

    assert advice.pattern is not None
    assert (advice.pattern.code, advice.forms[0].form) == (pattern, form)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 1, 3])
def test_page_recommends_with_examples_of_the_register(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        make_project("理科教室の見本", main_form=2)
    make_project("見えてはいけない", main_form=2, published=False)
    make_project("取りやめた見本", main_form=2, status="cancelled")

    with django_assert_num_queries(1):
        page = client.get(
            URL,
            {"begin": "ours", "what": "event", "need": "name", "duty": "ours", "lasting": "once"},
        ).content.decode()

    assert "市民主導行政協力型" in page
    assert "おすすめする理由" in page
    assert page.count(">理科教室の見本</a>") == min(number, 2)
    assert 'href="/projects/?form=2"' in page
    assert 'href="/projects/?pattern=D"' in page
    assert "見えてはいけない" not in page
    assert "取りやめた見本" not in page


@pytest.mark.django_db
def test_page_without_answers_asks_and_complains_of_nothing(client: Client) -> None:
    page = client.get(URL).content.decode()

    assert page.count("<fieldset") == len(QUESTIONS)
    assert "一つ選んでください" not in page
    assert "おすすめの形" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["begin=ours", "begin=ours&what=%3Cscript%3E", "begin=", "what=9"]
)
def test_page_with_some_answers_keeps_them_and_asks_for_the_rest(
    client: Client, query: str
) -> None:
    response = client.get(f"{URL}?{query}")
    page = response.content.decode()

    assert response.status_code == 200
    assert "一つ選" in page
    assert "おすすめの形" not in page
    assert ('value="ours" required' in page) or ("begin=ours" not in query) or "checked" in page


@pytest.mark.django_db
def test_page_sent_with_no_answer_at_all_says_what_is_missing(client: Client) -> None:
    opened, sent = client.get(URL), client.get(URL, {"ask": "1"})

    assert 'name="ask" value="1"' in opened.content.decode()
    assert "data-error-summary" not in opened.content.decode()
    assert sent.content.decode().count("data-error-summary") == 1
    assert len(sent.context["form"].errors) == len(QUESTIONS)
