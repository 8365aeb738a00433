import pytest

from launch import sql
from launch.words import LaunchError


@pytest.mark.parametrize("name", ["balale_test", "a b", "it's", 'say "x"', "a/b?c#d", "é%41"])
def test_parse_url_of_made_url_gives_back_every_part(name):
    parts = sql.parse_url(sql.make_url(name, f"pw-{name}@:/", 5433, name))
    assert parts == {
        "PGHOST": "127.0.0.1",
        "PGPORT": "5433",
        "PGUSER": name,
        "PGPASSWORD": f"pw-{name}@:/",
        "PGDATABASE": name,
    }


def test_quote_name_with_quotes_doubles_them():
    assert sql.quote_name('a"b') == '"a""b"'


def test_quote_text_with_quotes_and_backslashes_keeps_their_meaning():
    assert sql.quote_text("it's \\ here") == "E'it''s \\\\ here'"


@pytest.mark.parametrize("name", ["balale_test", "a", "t" + "x" * 62])
def test_check_database_name_when_plain_returns_it(name):
    assert sql.check_database_name(name) == name


@pytest.mark.parametrize("name", ["", "Balale", "1a", "a-b", 'a"; DROP', "a\n", "x" * 64])
def test_check_database_name_when_not_plain_refuses(name):
    with pytest.raises(LaunchError):
        sql.check_database_name(name)


def test_make_roles_gives_neither_role_a_way_round_row_security():
    script = sql.make_roles("owner", "app", {"owner": "p1", "app": "p2"})
    assert script.count("NOSUPERUSER NOBYPASSRLS") == 2
    assert 'ALTER ROLE "app" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE' in script
