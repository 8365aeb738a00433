"""Names of the regency as they meet in comparison."""

import pytest

from balale.linkage.rules.names import fold_sound, read_nama


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("MUHAMMAD YUSUF", "Moh. Jusup"),
        ("SARIFUDDIN", "SARIPUDIN"),
        ("SOEPARDI", "SUPARDI"),
        ("KANAYATN", "KANAYAN"),
        ("HJ. SITI AMINAH", "ST. AMINAH, S.Pd"),
        ("LOPO YOHANES", "YOHANNES LOPO"),
        ("AHMAD BIN USMAN", "ACHMAD"),
        ("Saba'u", "SABAU"),
    ],
)
def test_read_nama_when_only_the_spelling_differs_then_sounds_are_equal(left, right):
    assert sorted(read_nama(left).kata) == sorted(read_nama(right).kata)


def test_read_nama_when_an_alias_is_written_then_it_is_another_name():
    nama = read_nama("HENDRA WIJAYA ALIAS BONG JUN FA")
    assert nama.lain == (" ".join(sorted(map(fold_sound, ("bong", "jun", "fa")))),)


def test_read_nama_when_called_after_the_child_then_flagged():
    assert read_nama("PAK LINA").is_panggilan


@pytest.mark.parametrize("text", ["", "-", "NN", "TIDAK DIKETAHUI", "12345"])
def test_read_nama_when_there_is_no_name_then_nothing_to_compare(text):
    assert read_nama(text).kata == ()
