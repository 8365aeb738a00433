"""Widgets drawn in Python are letter for letter those of Django's templates."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from balale.kit.form_renderer import KitRenderer

ODD = "\"><script>&'é🙂"
CHOICES = [("", "Pilih…"), ("1", ODD), (2, "dua"), ("Kelompok <b>", [("3", "tiga"), (4, "4")])]
ATTRS = {"class": "code", "maxlength": 16, "required": True, "disabled": False, "title": ODD}
WIDGETS = [
    (forms.TextInput(ATTRS), ODD),
    (forms.TextInput(), None),
    (forms.NumberInput({"min": 0}), 5),
    (forms.HiddenInput(), "x"),
    (forms.PasswordInput(), "x"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(ATTRS), None),
    (forms.Textarea({"rows": "3"}), ODD),
    (forms.Textarea(), None),
    (forms.Select(ATTRS, CHOICES), "1"),
    (forms.Select(choices=CHOICES), 4),
    (forms.Select(choices=[]), None),
    (forms.SelectMultiple(choices=CHOICES), ["1", "3"]),
    (forms.RadioSelect(choices=CHOICES), "3"),
    (forms.DateInput(), "2026-11-24"),
]


def both(widget, value, attrs=None) -> tuple[str, str]:
    drawn = [
        widget.render("nama<", value, attrs, renderer=renderer)
        for renderer in (KitRenderer(), DjangoTemplates())
    ]
    return drawn[0], drawn[1]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_widget_is_drawn_as_django_draws_it(widget, value):
    ours, theirs = both(widget, value, {"id": "id_nama", "autofocus": True})
    assert ours == theirs


@given(value=st.text(), label=st.text(), name=st.text())
def test_whatever_is_typed_is_escaped_as_django_escapes_it(value, label, name):
    for widget in (
        forms.TextInput({"data-x": label}),
        forms.Textarea(),
        forms.Select(choices=[(value, label), (name, [(label, value)])]),
    ):
        ours, theirs = both(widget, value)
        assert ours == theirs


def test_words_marked_safe_stay_as_they_are():
    ours, theirs = both(forms.Select(choices=[("1", mark_safe("<b>x</b>"))]), "1")
    assert ours == theirs
    assert "<b>x</b>" in ours
