"""Villages by code, whatever way they are written."""

import re
from collections.abc import Iterable, Mapping

from balale.linkage.rules.distances import jaro_winkler
from balale.linkage.rules.names import fold_text

_SUNGAI = re.compile(r"^(?:SEI|SUI|S|SNG)\b\.?\s*", re.IGNORECASE)
_AWALAN = re.compile(r"^(?:DESA|DS|KEL|KELURAHAN|KEC|KECAMATAN)\b\.?\s+", re.IGNORECASE)
_ALIKE = 0.88
_ROMAWI = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}


def fold_place(text: str) -> str:
    """The name of a place as it sounds, abbreviations written out."""
    plain = _SUNGAI.sub("SUNGAI ", _AWALAN.sub("", text.strip()))
    words = [_ROMAWI.get(word, word) for word in plain.split()]
    return fold_text(" ".join(words))


class Places:
    """Finds the present code of a village by code or by name within its kecamatan."""

    def __init__(
        self, desa: Iterable[Mapping[str, str]], kecamatan: Mapping[str, str],
        lama: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._lama = {old: new for old, new in lama.items() if new}  # some ended without heir
        self._codes: set[str] = set()
        self._by_name: dict[tuple[str, str], str] = {}
        names: dict[str, list[str]] = {}
        self._kecamatan = {fold_place(nama): kode for kode, nama in kecamatan.items()}
        self._inside: dict[str, list[tuple[str, str]]] = {}
        for row in desa:
            nama, camat = fold_place(row["nama"]), kecamatan.get(row["kode_kecamatan"], "")
            self._codes.add(row["kode"])
            self._by_name[nama, fold_place(camat)] = row["kode"]
            names.setdefault(nama, []).append(row["kode"])
            self._inside.setdefault(fold_place(camat), []).append((nama, row["kode"]))
        self._unique = {nama: kode[0] for nama, kode in names.items() if len(kode) == 1}
        self._found: dict[tuple[str, str, str], str | None] = {}

    def find(self, kode: str, desa: str, kecamatan: str) -> str | None:
        """The code; for a village that is not ours a key of its own; None if nothing is said."""
        key = (kode, desa, kecamatan)
        if key not in self._found:
            self._found[key] = self._find(kode.strip(), desa, kecamatan)
        return self._found[key]

    def _find(self, kode: str, desa: str, kecamatan: str) -> str | None:
        kode = self._lama.get(kode, kode)
        if kode in self._codes:
            return kode
        nama, camat = fold_place(desa), fold_place(kecamatan)
        found = self._by_name.get((nama, camat)) or self._unique.get(nama)
        if found or kode:
            return found or kode
        return self._find_alike(nama, camat) or (f"{camat}/{nama}" if nama else None)

    def _find_alike(self, nama: str, camat: str) -> str | None:
        """The one village of this kecamatan with a name clearly closest; none across kecamatan."""
        near = sorted(
            ((jaro_winkler(nama, other), kode) for other, kode in self._inside.get(camat, [])),
            reverse=True,
        )
        if not nama or not near or near[0][0] < _ALIKE:
            return None
        return near[0][1] if len(near) == 1 or near[1][0] < near[0][0] - 0.05 else None

    def find_kecamatan(self, desa: str | None, kecamatan: str) -> str | None:
        """The kecamatan of a village found, else by its name; None if nothing is said."""
        if desa and desa[:1].isdigit():
            return desa[:8]
        nama = fold_place(kecamatan)
        return self._kecamatan.get(nama, nama) or None
