"""What import contracts can't show: foreign keys point down, views touch no table."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from balale.access.checks import list_patterns

BALALE = Path(__file__).parents[2] / "balale"
LINE = {
    "kit": 1, "audit": 2, "wilayah": 3, "access": 4, "registry": 5, "psks": 6,
    "verification": 7, "linkage": 7, "programs": 7, "cases": 7, "reports": 8,
    "desk": 9, "latihan": 9, "public": 9, "offline": 9, "exchange": 9, "config": 10,
}  # fmt: skip
VIEWS = sorted([*BALALE.glob("*/views.py"), *BALALE.glob("*/views/*.py")])


def _our_relations():
    for model in apps.get_models():
        if not model.__module__.startswith("balale."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model if getattr(field, "many_to_one", False) else None
            if target is not None and target.__module__.startswith("balale."):
                yield (
                    model._meta.app_label,
                    target._meta.app_label,
                    f"{model.__name__}.{field.name}",
                )


def test_every_room_has_a_line():
    rooms = {path.name for path in BALALE.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= LINE.keys()


def test_foreign_keys_point_to_the_same_room_or_a_lower_line():
    upward = [
        name for own, other, name in _our_relations() if own != other and LINE[other] >= LINE[own]
    ]
    assert upward == []


def test_room_says_what_it_owns():
    silent = [
        path.parent.name
        for path in BALALE.glob("*/__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(BALALE)))
def test_views_touch_no_table(path):
    touched = [
        f"{node.attr}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "save", "delete", "bulk_create", "cursor"}
        and not (isinstance(node.value, ast.Attribute) and node.value.attr == "session")
    ]
    assert touched == []


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: str(p.relative_to(BALALE)))
def test_views_are_short(path):
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 25
    ]
    assert long == []


def test_every_url_names_a_permission_or_public():
    unnamed = [route for route, _name, view in list_patterns() if not hasattr(view, "policy")]
    assert unnamed == []


def test_migrations_import_nothing_of_ours():
    importing = [
        str(path.relative_to(BALALE))
        for path in BALALE.glob("*/migrations/*.py")
        if "import balale" in path.read_text() or "from balale" in path.read_text()
    ]
    assert importing == []
