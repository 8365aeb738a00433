import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.template import loader
from django.test import RequestFactory

from balale.kit import views
from balale.kit.problems import PROBLEMS


@pytest.mark.parametrize("key", PROBLEMS)
def test_problem_when_drawn_then_says_what_is_safe_and_what_to_do(key):
    problem = PROBLEMS[key]
    html = loader.render_to_string(f"{key}.html", vars(problem) | {"code": "BKY 4F7A"})
    for words in (problem.title, problem.happened, problem.safe, problem.todo, "BKY 4F7A"):
        assert words in html


@pytest.mark.parametrize("key", PROBLEMS)
def test_problem_when_read_then_sentences_are_short(key):
    problem = PROBLEMS[key]
    text = " ".join((problem.happened, problem.safe, problem.todo))
    assert all(len(sentence.split()) <= 12 for sentence in re.split(r"[.?!]", text))


def test_server_error_when_everything_is_broken_then_needs_no_database():
    response = views.server_error(RequestFactory().get("/orang/"))
    assert response.status_code == 500
    assert re.search(r"BKY [A-Z0-9]{4}", response.content.decode())
    assert response["Cache-Control"] == "no-store"


def test_server_error_when_training_then_framed():
    request = RequestFactory().get("/")
    request.is_latihan = True
    assert "LATIHAN" in views.server_error(request).content.decode()


@pytest.mark.django_db
def test_unknown_address_when_opened_then_explains():
    response = views.page_not_found(RequestFactory().get("/tidak-ada/"), Http404())
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.content.decode()


@pytest.mark.django_db
def test_bad_request_when_body_too_large_then_says_too_large():
    response = views.bad_request(RequestFactory().get("/"), RequestDataTooBig())
    assert response.status_code == 413


@pytest.mark.django_db
def test_problem_when_too_many_requests_then_names_the_wait():
    response = views.render_problem(RequestFactory().get("/"), "429", retry_after_s=60)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
