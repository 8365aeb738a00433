"""Search by name against a plain scoring of every name, and the index of words behind it."""

from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import errors

from balale.access.context import Context, acting_as
from balale.access.models import User
from balale.access.walls import build_walls
from balale.registry.models import KataNama, KataOrang, NamaLain, Orang
from balale.registry.rules.cari import parse_cari
from balale.registry.rules.nama_kunci import nama_kunci
from balale.registry.services.rows import Stamp
from tests.factories.accounts import make_user

DESA, TETANGGA, JAUH = "61.07.14.2004", "61.07.14.2001", "61.07.01.2001"
SEMUA = (DESA, TETANGGA, JAUH)
_DEPAN = "Maria Mariana Yohanes Yohanis Johanes Siti Sri Nur Fransiskus Fransiska Muhammad M. Ana"
_BELAKANG = "Lopo Wahyuni Nurhayati Aminah Bawakng Kinsung Jun Fa Hayati Suparti Soeparti Ndin"
NAMA = [
    *(f"{depan} {belakang}" for depan in _DEPAN.split() for belakang in _BELAKANG.split()),
    *_DEPAN.split(), *_BELAKANG.split(), "Sriwahyuni", "Sitiaminah Lopo", "Maria Siti Sri Nur Ana",
]  # fmt: skip


@dataclass(frozen=True)
class Dikenal:
    """A person as the plain scoring knows it."""

    id: UUID
    desa: str
    kunci: str
    lain: tuple[str, ...] = ()

    @property
    def kata(self) -> set[str]:
        return set(" ".join((self.kunci, *self.lain)).split())


def _stamp(desa: str = DESA) -> Stamp:
    by = SimpleNamespace(user_id=User.objects.values_list("pk", flat=True)[0])
    return Stamp(desa_kode=desa, tingkat="biasa", by=by, now=timezone.now())


def _orang(nama: str, desa: str = DESA) -> Orang:
    row = Orang(nama=nama, nama_kunci=nama_kunci(nama), jenis_kelamin="P")
    for name, value in _stamp(desa).columns(row.id).items():
        setattr(row, name, value)
    return row


def _nama_lain(orang: Orang, nama: str, desa: str = "") -> NamaLain:
    columns = _stamp(desa or orang.desa_id).columns(orang.id)
    return NamaLain(
        orang=orang, jenis="panggilan", nama=nama, nama_kunci=nama_kunci(nama), **columns
    )


def add_orang(nama: str, *lain: str, desa: str = DESA) -> Orang:
    """A row as the owner writes it; nothing else belongs to it."""
    row = _orang(nama, desa)
    row.save(force_insert=True)
    NamaLain.objects.bulk_create([_nama_lain(row, satu) for satu in lain])
    return row


def _context(*desa: str, tingkat: tuple[str, ...] = ("biasa", "terbatas")) -> Context:
    return Context(user_id=uuid4(), role="verifikator", desa=desa, tingkat=tingkat)


def build_anew() -> None:
    """The walls again; checks that wait for the end of the transaction are made before."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    build_walls()


def search(q: str, *desa: str, limit: int = 25, context: Context | None = None) -> list[UUID]:
    with acting_as(context or _context(*(desa or SEMUA))), connection.cursor() as cursor:
        kunci = list(parse_cari(q).kunci)
        cursor.execute("select orang_id from balale_search_orang(%s, %s)", [kunci, limit])
        return [row[0] for row in cursor.fetchall()]


class Likeness:
    """word_similarity of PostgreSQL by pair of words, asked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, ketik: str, kata: str) -> float:
        if (ketik, kata) not in self._known:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select k, word_similarity(%s, k)::float8 from (select distinct kata from "
                    "registry_kataorang) s(k)",
                    [ketik],
                )
                for other, value in cursor.fetchall():
                    self._known[ketik, other] = value
        return self._known[ketik, kata]


def score(q: str, orang: Dikenal, like: Likeness) -> tuple[float, bool]:
    """The mean likeness of the typed words, and whether one is borne whole."""
    semua = [kunci.split()[:6] for kunci in parse_cari(q).kunci]
    panjang = [len(kata) + 1 for kata in semua[0]]
    total, utuh = 0.0, False
    for i, bobot in enumerate(panjang):
        mirip = max(_word(semua, i, kata, like) for kata in orang.kata)
        if len(panjang) == 1:
            mirip = max(mirip, *(_split(kunci[0], orang.kata) for kunci in semua))
        utuh = utuh or mirip >= 1
        total += mirip * bobot / sum(panjang)
    return total, utuh


def _word(semua: list[list[str]], i: int, kata: str, like: Likeness) -> float:
    best = 0.0
    for ketik in {kunci[i] for kunci in semua}:
        if len(ketik) == 1:
            best = max(best, float(ketik == kata))
            continue
        value = like(ketik, kata)
        best = max(best, value if value >= 0.45 else 0.0)
        if len(ketik) > 2 and ketik in kata:
            best = max(best, 0.45)
    for a in (i - 1, i):
        if 0 <= a < len(semua[0]) - 1:
            pasang = [(x[a], y[a + 1]) for x in semua for y in semua]
            best = max([best, *(_joined(kiri, kanan, kata, like) for kiri, kanan in pasang)])
    return best


def _joined(kiri: str, kanan: str, kata: str, like: Likeness) -> float:
    value = like(kiri + kanan, kata)
    return value if value >= 0.7 and len(kata) > max(len(kiri), len(kanan)) else 0.0


def _split(ketik: str, kata: set[str]) -> float:
    potong = range(3, len(ketik) - 2)
    return 0.95 * any(ketik[:i] in kata and ketik[i:] in kata for i in potong)


def list_expected(q: str, orang: list[Dikenal], like: Likeness, limit: int) -> list[UUID]:
    """Everybody scored, sorted, cut: what the search must answer."""
    found = []
    for satu in orang:
        nilai, is_utuh = score(q, satu, like)
        nilai = round(10_000 * nilai)
        if nilai >= 4500 or is_utuh:
            key = (-nilai, len(satu.kunci), satu.kunci, str(satu.id))
            found.append((key, satu.id))
    return [orang_id for _key, orang_id in sorted(found)][:limit]


@pytest.fixture
def basis(as_owner):
    """The owner's transaction, with one account that writes."""
    make_user("verifikator", "61.07")


@pytest.fixture
def warga(basis) -> list[Dikenal]:
    """Some hundred persons over three villages, every seventh with another name."""
    rng = Random(61)
    rows = [_orang(rng.choice(NAMA), rng.choice(SEMUA)) for _ in range(420)]
    Orang.objects.bulk_create(rows)
    lain = {row.id: rng.choice(NAMA) for row in rows[::7]}
    NamaLain.objects.bulk_create([_nama_lain(r, lain[r.id]) for r in rows if r.id in lain])
    return [
        Dikenal(
            r.id, r.desa_id, r.nama_kunci, (nama_kunci(lain[r.id]),) if r.id in lain else ()
        )
        for r in rows
    ]  # fmt: skip


def _typed() -> st.SearchStrategy[str]:
    """Names as they are, cut short, with a wrong letter, joined, in another order."""
    nama = st.sampled_from(NAMA)
    return st.one_of(
        nama,
        st.builds(lambda n, i: n[: 2 + i], nama, st.integers(0, 12)),
        st.builds(
            lambda n, i, c: n[: i % len(n)] + c + n[i % len(n) + 1 :],
            nama, st.integers(1, 20), st.sampled_from("aeiouyjhn "),
        ),
        nama.map(lambda n: n.replace(" ", "")),
        st.builds(lambda a, b: f"{a.split()[-1]} {b.split()[0]}", nama, nama),
    )  # fmt: skip


@pytest.mark.parametrize("banyak_desa", [1, 2, 3, 40])
def test_search_when_anything_typed_then_as_plain_scoring_says(warga, banyak_desa):
    like = Likeness()
    desa = SEMUA[:banyak_desa]
    scope = (*desa, *(f"61.07.99.{2000 + i}" for i in range(banyak_desa - len(desa))))
    di_sini = [satu for satu in warga if satu.desa in desa]

    @settings(max_examples=60, database=None)
    @given(q=_typed(), limit=st.sampled_from([3, 25, 100]))
    def check(q: str, limit: int) -> None:
        if not parse_cari(q).error:
            assert search(q, *scope, limit=limit) == list_expected(q, di_sini, like, limit)

    check()


def test_search_when_joined_or_parted_then_found_first(basis):
    rapat, renggang = add_orang("Sriwahyuni"), add_orang("Sri Wahyuni")
    add_orang("Wahyuni")
    assert search("sriwahyuni")[:2] == [rapat.id, renggang.id]
    assert search("sri wahyuni")[:2] == [rapat.id, renggang.id]


def test_search_when_one_word_of_an_elder_then_found_by_the_whole_name(basis):
    elder = add_orang("Lopo")
    assert search("Yohanes Lopo") == [elder.id]


def test_search_when_level_is_not_cleared_or_no_context_then_nothing(basis):
    add_orang("Kinsung")
    assert search("kinsung", context=_context(*SEMUA, tingkat=("terbatas",))) == []
    assert search("kinsung", context=_context()) == []


def test_search_when_renamed_then_new_words_only(basis):
    row = add_orang("Kinsung Lopo", "Nek Bawakng")
    Orang.objects.filter(pk=row.pk).update(nama="Kinande", nama_kunci="kinande")
    assert search("kinande") == search("bawakng") == [row.id]
    assert search("lopo") == []
    Orang.objects.filter(pk=row.pk).update(nama="Kinsung Lopo", nama_kunci="kinsung lopo")
    assert search("lopo") == [row.id]


def test_search_when_moved_then_found_in_the_new_village_only(basis):
    row = add_orang("Kinsung", "Nek Bawakng")
    NamaLain.objects.filter(orang=row).update(desa_id=JAUH)
    assert search("bawakng") == []
    Orang.objects.filter(pk=row.pk).update(desa_id=JAUH)
    assert search("kinsung", JAUH) == search("bawakng", JAUH) == [row.id]
    assert search("kinsung", DESA, TETANGGA) == search("bawakng", DESA, TETANGGA) == []


def test_search_when_sealed_then_neither_name_finds_the_person(basis):
    row = add_orang("Kinsung", "Nek Bawakng")
    sealed = {"tingkat": "rahasia", "unit": "pppa", "nama": "", "nama_kunci": ""}
    Orang.objects.filter(pk=row.pk).update(**sealed, nama_sandi=b"x")
    assert search("kinsung") == search("bawakng") == []
    assert not KataOrang.objects.filter(orang_id=row.pk).exists()


def test_search_when_other_name_changes_then_its_new_words_only(basis):
    row = add_orang("Kinsung", "Nek Bawakng")
    NamaLain.objects.filter(orang=row).update(nama="Nek Kinande", nama_kunci="nek kinande")
    assert search("kinande") == [row.id]
    assert search("bawakng") == []
    NamaLain.objects.filter(orang=row).delete()
    assert search("kinande") == []
    assert search("kinsung") == [row.id]


def test_search_when_other_name_goes_to_another_person_then_found_there(basis):
    row, other = add_orang("Kinsung", "Nek Bawakng"), add_orang("Kinande")
    NamaLain.objects.filter(orang=row).update(orang=other)
    assert search("bawakng") == [other.id]


def test_words_when_much_has_happened_then_same_as_built_anew(warga):
    Orang.objects.filter(pk__in=[satu.id for satu in warga[:40]]).update(nama_kunci="siti lopo")
    Orang.objects.filter(pk__in=[satu.id for satu in warga[30:60]]).update(desa_id=JAUH)
    before = set(KataOrang.objects.values_list("orang_id", "kata", "desa_kode", "panjang"))
    KataOrang.objects.all().delete()
    KataNama.objects.all().delete()
    build_anew()
    assert len(before) > 800
    assert set(KataOrang.objects.values_list("orang_id", "kata", "desa_kode", "panjang")) == before
    assert set(KataNama.objects.values_list("kata", flat=True)) == {
        kata for _, kata, _, _ in before
    }


def test_words_when_nobody_bears_them_then_gone_with_the_next_build(basis):
    row = add_orang("Kinsung")
    Orang.objects.filter(pk=row.pk).update(nama="Lopo", nama_kunci="lopo")
    build_anew()
    assert not KataNama.objects.filter(kata="kinsung").exists()
    assert KataNama.objects.filter(kata="lopo").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("sql", [
    "select 1 from registry_katanama", "select 1 from registry_kataorang",
    "insert into registry_katanama (kata) values ('x')", "delete from registry_kataorang",
    "select balale_index_words('{}')",
])  # fmt: skip
def test_words_when_the_application_asks_then_refused(sql):
    with (
        acting_as(_context(*SEMUA)),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert isinstance(refusal.value.__cause__, errors.InsufficientPrivilege)
