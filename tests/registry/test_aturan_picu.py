"""An answer that opens a rahasia entry, and the level of what it opens, hold together: whichever is
published first, and whichever is revoked."""

import pytest

from balale.kit.errors import DomainError
from tests.factories.aturan import (
    add_trigger,
    approve,
    besok,
    end_triggers,
    lower_level,
    make_rancangan,
    publish,
    raise_level,
    revoke_by_two,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(pengelola):
    """Category 9 is rahasia from the twentieth day on."""
    publish(
        make_rancangan(pengelola, "kategori", "9", ubah=raise_level, mulai=besok(20)), pengelola
    )


def lower(by, second, hari):
    def down(isi):
        isi["unit_penangan"] = ""
        lower_level(isi)

    row = make_rancangan(by, "kategori", "9", ubah=down, mulai=besok(hari))
    publish(row, by)
    approve(row, second)


def test_lower_level_when_an_answer_opens_it_later_then_refused(sealed, pengelola, kepala_dinas):
    add_trigger(pengelola, "agama", kategori=9, hari=60)
    with pytest.raises(DomainError, match="jalur rahasia"):
        lower(pengelola, kepala_dinas, 40)


def test_add_answer_when_its_category_is_lowered_later_then_refused(
    sealed, pengelola, kepala_dinas
):
    lower(pengelola, kepala_dinas, 40)
    with pytest.raises(DomainError, match="bukan kategori rahasia"):
        add_trigger(pengelola, "agama", kategori=9, hari=30)


def test_revoke_end_of_answer_when_its_category_is_lowered_then_refused(
    sealed, pengelola, kepala_dinas
):
    add_trigger(pengelola, "agama", kategori=9, hari=25)
    ended = end_triggers(pengelola, kepala_dinas, "agama")
    lower(pengelola, kepala_dinas, 40)
    with pytest.raises(DomainError, match="bukan lagi rahasia"):
        revoke_by_two(ended, pengelola, kepala_dinas)


def test_revoke_end_of_answer_when_its_category_is_rahasia_then_it_opens_again(
    sealed, pengelola, kepala_dinas
):
    add_trigger(pengelola, "agama", kategori=9, hari=25)
    revoke_by_two(end_triggers(pengelola, kepala_dinas, "agama"), pengelola, kepala_dinas)
    with pytest.raises(DomainError, match="jalur rahasia"):
        lower(pengelola, kepala_dinas, 40)
