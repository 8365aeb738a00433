"""The log of an error tells where it happened, and nothing of whom it was about."""

import logging

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction

from balale.access.quiet_log import QuietFormatter

NAMA = "Yustina Rangkang"


def write_out(error: BaseException) -> str:
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "Internal Server Error: /", (),
        (type(error), error, error.__traceback__),
    )  # fmt: skip
    return QuietFormatter("{name} {message}", style="{").format(record)


@pytest.mark.django_db
def test_error_of_the_database_names_no_value_of_the_row():
    with (
        pytest.raises(DataError, match=NAMA) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select %s::uuid", [NAMA])
    said = write_out(caught.value)
    assert "test_quiet_log.py" in said
    assert "django.db.utils." in said
    assert NAMA not in said


def test_error_raised_from_another_names_both_kinds_and_no_words():
    def fail():
        try:
            raise KeyError(NAMA)
        except KeyError as error:
            raise IntegrityError(f"Failing row contains ({NAMA})") from error

    with pytest.raises(IntegrityError) as caught:
        fail()
    said = write_out(caught.value)
    assert "builtins.KeyError" in said
    assert "IntegrityError" in said
    assert NAMA not in said


def test_every_handler_of_the_product_is_quiet():
    configured = settings.LOGGING
    named = {handler["formatter"] for handler in configured["handlers"].values()}
    kinds = {configured["formatters"][name]["()"] for name in named}
    assert kinds == {"balale.access.quiet_log.QuietFormatter"}
