"""The smallest parts are remembered, and look the same as when they are drawn anew."""

import pytest

from balale.kit.templatetags import parts
from tests.kit.samples import render

PLAIN = (
    '<c-icon name="lock" />',
    '<c-icon :name="name" css="big" label="Terkunci" />',
    '<c-icon name="{{ name }}" label="Kunci {{ name }}" />',
    '<c-pill :status="status" />',
    '<c-pill :status="status" word="Kata" />',
    '<c-done :part="3" :whole="8" />',
    '<c-tip label="NIK" :example="status" />',
)
CONTEXT = {"name": 'a"<b>', "status": "aktif"}


def draw(text: str, **context) -> str:
    return render(text, **(CONTEXT | context))


@pytest.fixture(autouse=True)
def _nothing_remembered():
    parts._drawn.clear()
    yield
    parts._drawn.clear()


@pytest.mark.parametrize("text", PLAIN)
def test_part_remembered_looks_as_drawn_anew(text, monkeypatch):
    first, again = draw(text), draw(text)
    monkeypatch.setattr(parts, "PLAIN", frozenset())
    assert first == again == draw(text)
    assert first.strip()


def test_part_with_other_attributes_looks_otherwise():
    text = '<c-pill :status="status" />'
    assert draw(text) != draw(text, status="ditolak")
    assert draw('<c-icon name="x" css="y" />') != draw('<c-icon name="x" label="y" />')


def test_memory_of_parts_is_bounded(monkeypatch):
    monkeypatch.setattr(parts, "_MOST", 3)
    for number in range(10):
        draw('<c-icon :name="name" />', name=f"n{number}")
    assert len(parts._drawn) <= 3
