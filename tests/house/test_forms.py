"""Every field that is typed has a help sentence and an example behind its "?" (ux guide §3)."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

import balale
from balale.kit.forms import KitForm


def list_forms(base: type[KitForm] = KitForm) -> Iterator[type[KitForm]]:
    for module in pkgutil.walk_packages(balale.__path__, "balale."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    waiting = [base]
    while waiting:
        found = waiting.pop().__subclasses__()
        waiting += found
        yield from (form for form in found if form.__module__.startswith("balale."))


@pytest.mark.parametrize("form", sorted(set(list_forms()), key=str), ids=lambda f: f.__name__)
def test_typed_field_has_help_and_example(form):
    bare = [
        name
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.TextInput | forms.Textarea)
        and not isinstance(field.widget, forms.PasswordInput)
        and not (field.help_text and form.examples.get(name))
    ]
    assert bare == []
