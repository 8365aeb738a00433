from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from balale.kit.errors import DomainError
from balale.kit.forms import KitForm, list_error_lines
from tests.kit.samples import GOOD, SiapaForm, render


def _messages(data):
    return [line.message for line in list_error_lines(SiapaForm(data))]


def test_form_when_good_then_codes_are_bare_and_dates_real():
    form = SiapaForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["nik"] == "6107144506489012"
    assert form.cleaned_data["lahir"] == date(1955, 2, 12)


def test_form_when_empty_then_errors_stand_in_field_order():
    assert _messages({}) == [
        "Isi NIK.",
        "Isi nama lengkap.",
        "Isi tanggal lahir.",
        "Pilih jenis kelamin.",
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"nik": "610714 120255 901"}, "NIK harus 16 angka. Baru 15 yang terisi."),
        ({"nik": "6107141202559012345"}, "NIK harus 16 angka. Ada 19 yang terisi."),
        ({"nik": "6107O4"}, "NIK hanya berisi angka. Hapus tanda lain."),
        ({"nama": "x" * 512}, "Terlalu panjang: 512 huruf. Paling banyak 100."),
        ({"lahir": "31/2/1955"}, "Tanggal belum terbaca. Contoh: 24/11/2026."),
        ({"jk": "X"}, "Pilihan ini tidak ada dalam daftar. Pilih lagi."),
        ({"jumlah": "dua"}, "Tulis dengan angka saja. Contoh: 12."),
        ({"jumlah": "0"}, "Terlalu kecil. Paling sedikit 1."),
        ({"jumlah": "9" * 12}, "Terlalu besar. Paling banyak 2147483647."),
    ],
)
def test_form_when_one_field_is_wrong_then_says_what_to_do(changed, message):
    assert _messages(GOOD | changed) == [message]


BAD = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.sampled_from(["\x00", "\ud800", "x" * 100_000, "<script>alert(1)</script>", "\u202e"]),
)


@given(st.dictionaries(st.sampled_from(list(SiapaForm.base_fields)), BAD))
def test_form_when_any_text_arrives_then_draws_without_failing(data):
    posted = QueryDict(mutable=True)
    posted.update(data)
    form = SiapaForm(posted)
    drawn = "".join(render('<c-field :field="field" />', field=field) for field in form)
    assert "<script>" not in drawn
    drawn.encode("utf-8")


def test_form_when_refused_then_everything_typed_is_kept():
    typed = "x" * 100_000
    form = SiapaForm(GOOD | {"nama": typed, "catatan": "a\x00b"})
    assert typed in str(form["nama"])
    assert "a\x00b" in str(form["catatan"])
    assert "maxlength" not in str(form["nama"])


def test_form_when_service_refuses_then_message_stands_at_its_field():
    form = SiapaForm(GOOD)
    form.add_domain_error(DomainError("NIK ini sudah tercatat.", field="nik"))
    form.add_domain_error(DomainError("Masa kirim sudah ditutup.", field="lain"))
    lines = list_error_lines(form)
    assert [(line.href, line.message) for line in lines] == [
        ("", "Masa kirim sudah ditutup."),
        ("#id_nik", "NIK ini sudah tercatat."),
    ]


def test_list_unexplained_when_help_or_example_lacks_then_named():
    assert SiapaForm().list_unexplained() == ["lahir", "jumlah", "catatan"]


def test_form_when_author_wrote_a_message_then_it_stays():
    class Own(KitForm):
        nama = forms.CharField(error_messages={"required": "Tulis nama dulu."})

    assert Own({}).errors["nama"] == ["Tulis nama dulu."]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Nama", "Isi nama."),
        ("Apa yang terjadi?", "Jawab dulu: apa yang terjadi?"),
        ("Ulangi frasa sandi", "Ulangi frasa sandi."),
    ],
)
def test_form_when_label_is_a_question_then_the_message_reads_well(label, words):
    class One(KitForm):
        satu = forms.CharField(label=label)

    assert One({}).errors["satu"] == [words]


def test_form_when_prefixed_then_text_is_tidied_too():
    form = SiapaForm(
        {f"a-{key}": value for key, value in GOOD.items()} | {"a-nama": "Lo\u200bpo"}, prefix="a"
    )
    assert form.is_valid()
    assert form.cleaned_data["nama"] == "Lopo"
