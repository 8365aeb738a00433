"""Names: cleaning, checks, titles, keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.nama import (
    check_nama,
    clean_nama,
    nama_warnings,
    split_gelar,
    unify_apostrophes,
)
from balale.registry.rules.nama_data import SETARA
from balale.registry.rules.nama_kunci import list_nama_kunci, nama_kunci, tokens_kunci


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Siti   Aminah ", "Siti Aminah"),
        ("Siti\u00a0\tAminah\n", "Siti Aminah"),
        ("Si\u200bti\x00", "Siti"),
        ("Saba'u", "Saba'u"),
        ("Saba’u", "Saba’u"),
        ("Jose\u0301", "José"),
        ("", ""),
    ],
)
def test_clean_nama_when_typed_then_only_spaces_change(text, clean):
    assert clean_nama(text) == clean


def test_unify_apostrophes_when_kinds_differ_then_they_are_equal():
    assert len({unify_apostrophes(f"Saba{tanda}u") for tanda in "'’‘`´ʼ"}) == 1


@pytest.mark.parametrize(
    "nama",
    [
        "Lopo",
        "Y. Lopo",
        "Saba’u",
        "Nyi-Nyi",
        "Anang (Ujang)",
        "Siti @ Minah",
        "Rini al/ias Rina",
        "黄志明",
        "محمد",
        "Bayinah",
        "Sungkung 2",
        "A" * 100,
    ],
)
def test_check_nama_when_a_person_may_be_called_so_then_accepts(nama):
    assert check_nama(nama) is None


@pytest.mark.parametrize(
    ("nama", "error"),
    [
        ("  ", "Nama belum diisi."),
        ("A" * 101, "Nama paling banyak 100 huruf. Ini 101 huruf."),
        ("<b>Siti", "Hapus ‘<’ dari nama."),
        ("=1+1", "Hapus ‘=’ dari nama."),
        ("Siti\ud800", "Hapus tanda asing di nama."),
        ("12345", "Nama harus memakai huruf."),
        ("NN", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("n.n.", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("-", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("xxx", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("Tidak  Diketahui", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("Mr. X", "Tulis nama panggilan jika nama asli tidak diketahui."),
        ("BAYI NY. SITI", "Tulis nama bayi. Jika belum ada, tulis nama panggilannya."),
        ("Bayi Ibu Rita", "Tulis nama bayi. Jika belum ada, tulis nama panggilannya."),
    ],
)
def test_check_nama_when_not_a_name_then_says_what_to_do(nama, error):
    assert check_nama(nama) == error


@given(st.text(max_size=300))
def test_check_nama_when_any_text_then_never_raises(text):
    assert check_nama(text) is None or "." in check_nama(text)
    assert clean_nama(clean_nama(text)) == clean_nama(text)


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("Pak Lina", ["nama_panggilan"]),
        ("MAK RITA", ["nama_panggilan"]),
        ("Indo' Rita", ["nama_panggilan"]),
        ("Pak Lina Sari", []),
        ("Lina", []),
        ("Siti Alm.", ["almarhum"]),
        ("Alm. Yohanes Lopo", ["almarhum"]),
    ],
)
def test_nama_warnings_when_nickname_or_dead_then_remarks(nama, kode):
    assert [temuan.kode for temuan in nama_warnings(nama)] == kode


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Lopo", ("", "Lopo", "")),
        ("H. Ahmad", ("H.", "Ahmad", "")),
        ("Hj Siti Aminah, S.Pd.", ("Hj", "Siti Aminah", "S.Pd.")),
        ("Prof. Dr. Ir. Budi, M.Si, Ph.D", ("Prof. Dr. Ir.", "Budi", "M.Si, Ph.D")),
        ("K.H. Zainal", ("K.H.", "Zainal", "")),
        ("Rini A. Md. Keb.", ("", "Rini", "A. Md. Keb.")),
        ("Budi, SE", ("", "Budi", "SE")),
        ("Budi S.E.", ("", "Budi", "S.E.")),
        ("Budi SE", ("", "Budi SE", "")),
        ("Budi SPd", ("", "Budi", "SPd")),
        ("R. Sukarno", ("R.", "Sukarno", "")),
        ("R Sukarno", ("", "R Sukarno", "")),
        ("Andi Setiawan", ("", "Andi Setiawan", "")),
        ("Bapak Yohanes Lopo", ("Bapak", "Yohanes Lopo", "")),
        ("Pak Lina", ("", "Pak Lina", "")),
        ("H.", ("", "H.", "")),
        ("Dr. S.Pd", ("Dr.", "S.Pd", "")),
        (",", ("", ",", "")),
        ("", ("", "", "")),
    ],
)
def test_split_gelar_when_titles_are_typed_then_sets_them_apart(text, parts):
    assert split_gelar(text) == parts


@given(st.lists(st.sampled_from(["H.", "Siti", "S.Pd", "Pak", "SE,", "M.", "Ny", "Lopo,"])))
def test_split_gelar_when_joined_again_then_nothing_is_lost(words):
    depan, nama, belakang = split_gelar(" ".join(words))
    joined = f"{depan} {nama} {belakang}".replace(",", "").split()
    assert joined == " ".join(words).replace(",", "").split()
    assert bool(nama) == bool(words)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("SOEHARTO", "Suharto"),
        ("Djoni", "JONI"),
        ("Tjia", "Cia"),
        ("Njoto", "Nyoto"),
        ("Sjahrir", "Syahrir"),
        ("Achmad", "Akhmad"),
        ("Muhammad", "Muhamad"),
        ("Saba'u", "Saba’u"),
        ("Bakati'", "Bakati"),
        ("José", "Jose"),
        ("Moh.Ali", "moh ali"),
        ("  Siti-Aminah ", "siti aminah"),
    ],
)
def test_nama_kunci_when_spellings_differ_then_keys_are_equal(left, right):
    assert nama_kunci(left) == nama_kunci(right) != ""


def test_nama_kunci_when_order_differs_then_order_is_kept():
    assert nama_kunci("Yohanes Lopo") == "yohanes lopo"
    assert nama_kunci("Lopo Yohanes") == "lopo yohanes"
    assert nama_kunci("-") == ""


@given(st.text() | st.text("tdjncsohey '’.", max_size=12))
def test_nama_kunci_when_applied_twice_then_nothing_changes(text):
    assert nama_kunci(nama_kunci(text)) == nama_kunci(text)


@pytest.mark.parametrize(
    ("nama", "kunci"),
    [("Lopo", ("lopo",)), ("Jusuf", ("jusuf", "yusuf")), ("Joni", ("joni", "yoni"))],
)
def test_list_nama_kunci_when_lone_j_then_gives_both_readings(nama, kunci):
    assert list_nama_kunci(nama) == kunci


@pytest.mark.parametrize(
    ("nama", "tokens"),
    [
        ("MOH. Ali", ("muhammad", "ali")),
        ("Muhammad", ("muhammad",)),
        ("M. Ali", ("muhammad", "ali")),
        ("Ali M.", ("ali", "m")),
        ("M", ("m",)),
        ("Yoh. Lopo", ("yohanes", "lopo")),
        ("Y. Lopo", ("yohanes", "lopo")),
        ("ST. Noer", ("siti", "nur")),
        ("Riski", ("rizki",)),
    ],
)
def test_tokens_kunci_when_variants_then_canonical(nama, tokens):
    assert tokens_kunci(nama) == tokens


@given(st.lists(st.sampled_from([*SETARA, "m", "y", "lopo", "moh", "jusuf"]), max_size=4))
def test_tokens_kunci_when_applied_twice_then_nothing_changes(words):
    tokens = tokens_kunci(" ".join(words))
    assert tokens_kunci(" ".join(tokens)) == tokens


def test_setara_when_read_then_no_variant_has_two_canons():
    kunci = [
        {nama_kunci(word) for word in (kanon, *variants.split())}
        for kanon, variants in SETARA.items()
    ]
    assert sum(len(words) for words in kunci) == len(set().union(*kunci))
