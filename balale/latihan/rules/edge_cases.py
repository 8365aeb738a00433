"""Awkward but lawful names and addresses, put in on purpose so that screens meet them."""

from collections.abc import Callable
from datetime import date

from balale.latihan.rules.name_tables import NameTables
from balale.latihan.rules.namer import TAHUN_DUA_KATA
from balale.latihan.rules.records import OrangRekaan, Population
from balale.registry.rules.usia import usia_tahun

NAMA_PANJANG_MAKS = 60
_ISLAM, _KRISTEN, _BUDDHA_KHONGHUCU = (1,), (2, 3), (5, 6)
_STRATA_1, _GURU = 8, 65


def plant_edge_cases(population: Population, names: NameTables, today: date) -> None:
    """Change a few people: longest name, apostrophes, initials, titles, long address.

    The same places are changed whatever the chance; people tied by name are left alone.
    """
    tied = {o.senama_nomor for o in population.ordinary_people() if o.senama_nomor}
    free = [
        orang
        for keluarga in population.keluarga
        for orang in keluarga.anggota
        if orang.nomor not in tied and not orang.senama_nomor and not orang.kembar_nomor
    ]
    changes = _changes(names, today)
    for k, (wants, change) in enumerate(changes):
        mulai = len(free) * k // len(changes)
        found = next((o for o in free[mulai:] + free[:mulai] if wants(o)), None)
        if found:
            change(found)
            free.remove(found)
    if population.keluarga:
        _lengthen_address(population)


def _changes(
    names: NameTables, today: date
) -> list[tuple[Callable[[OrangRekaan], bool], Callable[[OrangRekaan], None]]]:
    def adult(jk: str, agama: tuple[int, ...], muda: int = 25) -> Callable[[OrangRekaan], bool]:
        return lambda o: (
            o.jenis_kelamin == jk
            and o.agama in agama
            and usia_tahun(o.tanggal_lahir, today) >= muda
        )

    def child(orang: OrangRekaan) -> bool:
        return orang.tanggal_lahir.year >= TAHUN_DUA_KATA

    def rename(nama: str) -> Callable[[OrangRekaan], None]:
        return lambda o: setattr(o, "nama", nama)

    def title(depan: str, belakang: str) -> Callable[[OrangRekaan], None]:
        def change(orang: OrangRekaan) -> None:
            orang.gelar_depan, orang.gelar_belakang = depan, belakang
            if belakang:
                orang.pendidikan, orang.pekerjaan = _STRATA_1, _GURU

        return change

    return [
        (child, lambda o: setattr(o, "nama", long_name(names, o.jenis_kelamin))),
        (adult("L", _KRISTEN), rename("Y. Lokin")),
        (adult("L", _KRISTEN, 50), rename("Jora’")),
        (adult("P", _KRISTEN), rename("Maria Mise'")),
        (adult("P", _BUDDHA_KHONGHUCU), rename("Ng")),
        (adult("L", _ISLAM, 45), title("H.", "S.Pd")),
        (adult("P", _ISLAM, 45), title("Hj.", "")),
        (adult("P", _ISLAM), title("", "S.Pd")),
    ]


def long_name(names: NameTables, jk: str) -> str:
    """Words of the lists up to 60 letters, the most that Permendagri 73/2022 allows."""
    words = names.umum_l + names.belakang_l if jk == "L" else names.umum_p + names.belakang_p
    longest = sorted(set(words), key=lambda w: (-len(w), w))
    nama = longest[0]
    for word in longest[1:]:
        if len(nama) + 1 + len(word) <= NAMA_PANJANG_MAKS:
            nama = f"{nama} {word}"
    return nama


def _lengthen_address(population: Population) -> None:
    teks = (
        'Simpang "Tiga" dekat S. Duri, RT 01/RW 02, rumah panggung cat biru & putih, masuk '
        "Gang Langsat No. 7A – 200 m dari jembatan gantung, seberang surau, samping Pak Lokin"
    )
    keluarga = population.keluarga[0]
    keluarga.alamat_teks = teks
    for orang in keluarga.anggota:
        orang.alamat_teks = teks
