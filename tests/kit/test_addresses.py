"""Addresses found once are those that Django finds each time."""

from uuid import UUID, uuid4

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse, set_script_prefix

from balale.kit.addresses import find_address


def draw(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.fixture
def prefix():
    yield set_script_prefix
    set_script_prefix("/")


def test_two_ids_have_an_address_each():
    one, other = uuid4(), uuid4()
    for pk in (one, other, one):
        assert find_address("desk:warga_detail", pk) == reverse("desk:warga_detail", args=[pk])


def test_address_under_another_prefix_is_another_one(prefix):
    plain = find_address("desk:beranda")
    prefix("/latihan/")
    assert find_address("desk:beranda") == f"/latihan{plain}"


def test_unknown_page_is_no_address():
    with pytest.raises(NoReverseMatch):
        find_address("desk:tidak_ada")


def test_tag_draws_what_django_draws():
    pk = UUID("01a20e9a-f9f2-7458-9182-68769f1b4154")
    assert draw("{% url 'desk:warga_detail' pk %}", pk=pk) == f"/warga/{pk}/"
    assert draw("{% url 'desk:warga_detail' pk %}", pk=str(pk)) == f"/warga/{pk}/"
    assert draw("{% url 'desk:warga' as here %}<{{ here }}>") == "</warga/>"


def test_tag_with_an_unknown_page_is_refused_or_empty():
    assert draw("{% url 'desk:tidak_ada' as here %}<{{ here }}>") == "<>"
    with pytest.raises(NoReverseMatch):
        draw("{% url 'desk:tidak_ada' %}")
