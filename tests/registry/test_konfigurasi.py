"""The configuration as one file: whole out, all or nothing in, refused in words."""

import json

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from balale.access.context import acting_as
from balale.kit.errors import DomainError
from balale.registry.models import Formulir, KategoriVersi, Pengumuman, Rancangan
from balale.registry.queries.rancangan import list_pengumuman
from balale.registry.rules.konfigurasi import BERKAS_MAKS, SKEMA, BerkasDitolak, read_berkas
from balale.registry.services.berkas import (
    export_configuration,
    import_configuration,
    read_configuration,
)
from tests.factories.accounts import list_trail, make_user
from tests.factories.aturan import add_field, besok, make_pengumuman, publish

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


def _export(by) -> dict:
    with acting_as(by.context):
        return json.loads(export_configuration(by=by, on=timezone.localdate()))


def _import(by, whole) -> tuple[int, int]:
    raw = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    with acting_as(by.context):
        return import_configuration(raw=raw, by=by, today=timezone.localdate(), now=timezone.now())


def _next_form(whole, kategori=8, **changed):
    """The form of a category as a version of next month."""
    old = next(row for row in whole["formulir"] if row["kategori"] == kategori)
    new = json.loads(json.dumps(old)) | {"berlaku_mulai": besok(30).isoformat()}
    add_field(new, **changed)
    whole["formulir"].append(new)


def _next_kategori(whole, lama, **changed):
    old = next(row for row in whole["kategori"] if row["nomor"] == lama)
    whole["kategori"].append({**old, "berlaku_mulai": besok(30).isoformat(), **changed})


def test_export_is_sorted_readable_and_reads_back_without_a_difference(pengelola):
    with acting_as(pengelola.context):
        text = export_configuration(by=pengelola, on=timezone.localdate())
        assert read_configuration(text.encode(), today=timezone.localdate()) == []
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert len(json.loads(text)["formulir"]) == 26
    assert len(text.encode()) < BERKAS_MAKS
    assert list_trail("aturan.exported")


def test_import_new_versions_publishes_them_and_lowered_levels_wait(pengelola):
    whole = _export(pengelola)
    _next_form(whole)
    _next_kategori(whole, 9, tingkat="biasa")
    assert _import(pengelola, whole) == (1, 1)
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8).count() == 2
        assert KategoriVersi.objects.filter(kategori=9).count() == 1
        assert Rancangan.objects.get(jenis="kategori").status == "menunggu"


def test_import_when_one_version_is_wrong_then_nothing_is_done(pengelola):
    whole = _export(pengelola)
    _next_form(whole)
    _next_form(whole, kategori=9, kode="tanya", jenis="pilihan", daftar="tidak_ada")
    with pytest.raises(DomainError, match="tidak_ada"):
        _import(pengelola, whole)
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(lembar="").count() == 26
        assert not Rancangan.objects.exists()


def _newer(whole):
    whole["skema"] = SKEMA + 1


def _unknown(whole):
    whole["rahasia"] = []


def _past(whole):
    _next_form(whole)
    whole["formulir"][-1]["berlaku_mulai"] = timezone.localdate().isoformat()


def _rewritten(whole):
    whole["formulir"][0]["isian"][0]["label"] = "Kata lain"


def _twice(whole):
    _next_form(whole)
    whole["formulir"].append(whole["formulir"][-1])


def _null_byte(whole):
    _next_form(whole, label="a\x00b")


def _surrogate(whole):
    _next_form(whole, **{"kode\ud800": 1})


def _stranger(whole):
    _next_kategori(whole, 9, nomor=27)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_newer, "lebih baru"), (_unknown, "tidak dikenal"), (_past, "paling cepat besok"),
        (_rewritten, "tidak dapat diubah"), (_twice, "dua kali"), (_null_byte, "tidak sesuai"),
        (_surrogate, "tidak dikenal"), (_stranger, "tidak sesuai"),
    ],
)  # fmt: skip
def test_import_when_file_is_not_fit_then_refused_in_words_and_nothing_changes(
    pengelola, change, words
):
    whole = _export(pengelola)
    change(whole)
    with pytest.raises(DomainError, match=words):
        _import(pengelola, whole)
    with acting_as(pengelola.context):
        assert (Formulir.objects.filter(lembar="").count(), Rancangan.objects.count()) == (26, 0)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00", b"\xff\xfe{", b"[]", b"null", b"{" * 9, b"[" * 100_000, b"9" * 5_000,
        b'{"format": "balale-konfigurasi", "skema": NaN}',
        b'{"format": "balale-konfigurasi", "skema": true}',
        b'{"format": "balale-konfigurasi", "skema": 1, "skema": 1}',
        b'{"format": "balale-konfigurasi", "skema": 1, "kop": {"a": 1}}',
        b'{"format": "balale-konfigurasi", "skema": 1, "kop": [[]]}',
        b'{"format": "balale-konfigurasi", "skema": 1, "kop": [{"berlaku_mulai": "2027-13-40"}]}',
        b" " * (BERKAS_MAKS + 1),
    ],
)  # fmt: skip
def test_read_file_when_broken_or_hostile_then_refused_in_words(raw):
    with pytest.raises(BerkasDitolak):
        read_berkas(raw)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(kop=_json, formulir=_json, daftar=_json)
def test_read_file_whatever_stands_in_it_gives_words_or_versions(kop, formulir, daftar):
    whole = {"format": "balale-konfigurasi", "skema": 1, "kop": kop, "formulir": formulir,
             "daftar": daftar}  # fmt: skip
    words = ""
    try:
        read_berkas(json.dumps(whole).encode())
    except BerkasDitolak as error:
        words = str(error)
    assert words.isprintable()


def test_announcement_when_published_then_shown_to_its_role_and_area_from_its_day(
    pengelola, operator
):
    row = make_pengumuman(pengelola, peran=["operator_desa"], wilayah_kode="61.07.14")
    publish(row, pengelola)
    far = make_user("operator_desa", "61.07.10.2003")
    kades = make_user("kepala_desa", DESA)
    shown = {}
    for name, user, on in (
        ("own", operator, besok()), ("early", operator, timezone.localdate()),
        ("far", far, besok()), ("kades", kades, besok()),
    ):  # fmt: skip
        with acting_as(user.context):
            shown[name] = [one.judul for one in list_pengumuman(user, on)]
    assert shown == {"own": ["Batas kirim"], "early": [], "far": [], "kades": []}
    with acting_as(operator.context):
        assert Pengumuman.objects.count() == 1
