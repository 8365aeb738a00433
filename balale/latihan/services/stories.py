"""Stories that the demo shows, written into a made population before it is stored.

In the first village (Suka Maju, Sungai Betung):
- three entries or more wait for the village head, one of them of a person without NIK;
- two entries or more came back with a marked field and a note;
- a pair of twins, a father and son of one name, a name of 60 letters, a very long address
  (these come from the generator, which fills the first village first).
In the whole regency: every status in use, at least 30 entries wait for the verifikator where
there are enough people, some of them for more than 14 days.
"""

from collections.abc import Iterable
from datetime import date
from random import Random

from balale.latihan.rules.records import EntriRekaan, KomunitasRekaan, OrangRekaan, Population
from balale.latihan.rules.statuses import RENTANG_HARI, explain

_ANTREAN, _LAMA_HARI = 30, 15
_MENUNGGU_DESA, _KEMBALI_DESA = 3, 2
_SATU_DARI_DITANGGUHKAN = 60
_STATUS = ("draf", "diajukan", "dikembalikan", "ditolak", "diverifikasi", "aktif")
_STATUS_LANJUT = ("perlu_pemutakhiran", "keluar", "ditangguhkan")


def plant_stories(population: Population, *, desa_kode: str, today: date, rng: Random) -> None:
    """Change statuses, days and reasons so that every story above is there."""
    orang = {satu.nomor: satu for satu in population.all_people()}
    terbuka = [e for e in population.entri if not e.disegel and e.komunitas_nomor is None]
    _settle_communities(population)
    _simplify_sealed([e for e in population.entri if e.disegel])
    desa_ini, lain = _part(terbuka, population, desa_kode)
    _tell_village(desa_ini, orang, rng)
    for i, entri in enumerate(e for e in lain if e.status == "aktif"):
        if i % _SATU_DARI_DITANGGUHKAN == 7:
            _set(entri, "ditangguhkan", rng.randint(1, 20))
    _fill_queue(lain, rng)
    _show_every_status(lain, rng)
    for entri in terbuka:
        if entri.status in _STATUS_LANJUT:
            _begin_earlier(entri, (today - entri.mulai).days, rng)


def return_in_each_village(population: Population, *, rng: Random) -> None:
    """One entry at least came back in every village, so that each can train mending."""
    orang = {satu.nomor: satu for satu in population.ordinary_people()}
    keluarga = {satu.nomor: satu for satu in population.keluarga}
    by_desa: dict[str, list[EntriRekaan]] = {}
    for entri in population.entri:
        tempat = orang.get(entri.orang_nomor or 0) or keluarga.get(entri.keluarga_nomor or 0)
        if not entri.disegel and tempat is not None:
            by_desa.setdefault(tempat.desa_kode, []).append(entri)
    for kode in sorted(by_desa):
        entri_list = by_desa[kode]
        if any(e.status == "dikembalikan" and e.orang_nomor for e in entri_list):
            continue
        satu = max(entri_list, key=lambda e: (bool(e.orang_nomor), e.status == "aktif"))
        _set(satu, "dikembalikan", 2, 9)
        warga = orang.get(satu.orang_nomor or 0)
        has_nik = warga is not None and warga.nik is not None
        explain(rng, satu, has_nik=has_nik, is_keluarga=warga is None)


def _part(
    entri: Iterable[EntriRekaan], population: Population, desa_kode: str
) -> tuple[list[EntriRekaan], list[EntriRekaan]]:
    """Entries of one village, and all others."""
    orang = {o.nomor for o in population.ordinary_people() if o.desa_kode == desa_kode}
    keluarga = {k.nomor for k in population.keluarga if k.desa_kode == desa_kode}
    desa_ini: list[EntriRekaan] = []
    lain: list[EntriRekaan] = []
    for satu in entri:
        is_here = satu.orang_nomor in orang or satu.keluarga_nomor in keluarga
        (desa_ini if is_here else lain).append(satu)
    return desa_ini, lain


def _set(entri: EntriRekaan, status: str, hari_lalu: int, sebelumnya: int = 0) -> None:
    """Another status since so many days, the draft `sebelumnya` days before that at most."""
    entri.status = status
    entri.hari_lalu = min(hari_lalu, entri.dibuat_hari_lalu)
    if status not in _STATUS_LANJUT:
        entri.dibuat_hari_lalu = min(entri.dibuat_hari_lalu, entri.hari_lalu + sebelumnya)
    entri.alasan_kode = entri.alasan = entri.kolom_salah = None


def _begin_earlier(entri: EntriRekaan, paling_lama: int, rng: Random) -> None:
    """What ended or is due for review was active for months before, if it can have been."""
    dulu = entri.hari_lalu + rng.randint(150, 420)
    entri.dibuat_hari_lalu = max(entri.dibuat_hari_lalu, min(dulu, paling_lama))


def _settle_communities(population: Population) -> None:
    """A community is entered under one of its families: it must live where families live."""
    berisi = list(dict.fromkeys(satu.desa_kode for satu in population.keluarga))
    terpakai: set[str] = set()
    for i, komunitas in enumerate(population.komunitas):
        _move(komunitas, berisi, terpakai, i)


def _move(komunitas: KomunitasRekaan, berisi: list[str], terpakai: set[str], i: int) -> None:
    if komunitas.desa_kode not in berisi or komunitas.desa_kode in terpakai:
        bebas = [kode for kode in berisi if kode not in terpakai] or berisi
        komunitas.desa_kode = bebas[-1 - i % len(bebas)]
    terpakai.add(komunitas.desa_kode)


def _simplify_sealed(entri: list[EntriRekaan]) -> None:
    """Every sixth case is verified, the rest wait; none is older than five weeks."""
    for i, satu in enumerate(entri):
        _set(satu, "diverifikasi" if i % 6 == 0 else "diajukan", satu.hari_lalu % 30, 7)


def _tell_village(entri: list[EntriRekaan], orang: dict[int, OrangRekaan], rng: Random) -> None:
    """The first village: drafts that wait, one without NIK, and entries that came back."""
    perorangan = [e for e in entri if e.orang_nomor is not None]
    bebas = [e for e in perorangan if e.status not in ("draf", "dikembalikan")]
    bebas += [e for e in entri if e.keluarga_nomor is not None and e.status == "aktif"]
    draf = [e for e in perorangan if e.status == "draf"]
    while len(draf) < _MENUNGGU_DESA and bebas:
        draf.append(bebas.pop(0))
        _set(draf[-1], "draf", len(draf))
    kembali = sum(e.status == "dikembalikan" for e in perorangan)
    while kembali < _KEMBALI_DESA and bebas:
        satu = bebas.pop(0)
        _set(satu, "dikembalikan", 1 + kembali * 3, 9)
        warga = orang.get(satu.orang_nomor or 0)
        has_nik = warga is not None and warga.nik is not None
        explain(rng, satu, has_nik=has_nik, is_keluarga=warga is None)
        kembali += 1
    for satu in draf[:1]:
        if satu.orang_nomor is not None:
            _drop_nik(orang[satu.orang_nomor])


def _drop_nik(orang: OrangRekaan) -> None:
    orang.alasan_tanpa_nik = orang.alasan_tanpa_nik or "belum_rekam"
    orang.nik = None


def _fill_queue(entri: list[EntriRekaan], rng: Random) -> None:
    """Enough entries wait for the verifikator, every fifth of them too long."""
    antre = [e for e in entri if e.status == "diajukan"]
    bebas = [e for e in entri if e.status == "aktif" and e.dibuat_hari_lalu >= 2 * _LAMA_HARI]
    while len(antre) < min(_ANTREAN, len(entri) // 3) and bebas:
        antre.append(bebas.pop())
        _set(antre[-1], "diajukan", rng.randint(0, _LAMA_HARI - 1), rng.randint(2, 12))
    lama = sorted(antre, key=lambda e: -e.dibuat_hari_lalu)[: max(3, len(antre) // 5)]
    for satu in lama:
        _set(satu, "diajukan", rng.randint(_LAMA_HARI, 2 * _LAMA_HARI), 6)


def _show_every_status(entri: list[EntriRekaan], rng: Random) -> None:
    """Give each status that chance left out to one of the many active entries."""
    bebas = [e for e in entri if e.status == "aktif"][1:]
    for status in (*_STATUS, *_STATUS_LANJUT):
        if bebas and not any(e.status == status for e in entri):
            satu = bebas.pop()
            _set(satu, status, rng.randint(*RENTANG_HARI.get(status, (1, 20))), 8)
            explain(rng, satu, has_nik=True, is_keluarga=satu.keluarga_nomor is not None)
