"""A version that has not begun is revoked: the one before it holds on, and nothing is deleted."""

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    DaftarKode,
    Formulir,
    KategoriVersi,
    Kode,
    KopSurat,
    Pengumuman,
    Rancangan,
)
from balale.registry.queries.rancangan import list_coming
from balale.registry.queries.reference import get_formulir, get_kategori, list_isian, list_kode
from balale.registry.queries.versi import get_versi_list
from balale.registry.services import rancangan as services
from tests.factories.accounts import list_trail, make_user
from tests.factories.aturan import (
    approve,
    besok,
    lower_level,
    make_pengumuman,
    make_rancangan,
    publish,
    raise_level,
    revoke,
)

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


def _published(by, *args, second=None, **isian) -> Rancangan:
    row = make_rancangan(by, *args, **isian)
    if publish(row, by):
        approve(row, second)
    return row


def _rename(isi):
    isi["pejabat"] = "Yakobus Sinen"


def _check_deferred():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_revoke_form_then_its_fields_are_never_asked_and_row_stays(pengelola, operator):
    row = _published(pengelola)
    assert revoke(row, pengelola) is False
    _check_deferred()
    with acting_as(operator.context):
        for day in (besok(29), besok(30), besok(400)):
            assert "punya_kebun" not in [one.kode for one in list_isian(get_formulir(8, day))]
        assert Formulir.objects.get(kategori=8).berlaku_sampai is None
        gone = Formulir.semua.exclude(pk=Formulir.objects.get(kategori=8).pk).get(kategori=8)
    assert gone.berlaku_mulai == gone.berlaku_sampai == besok(30)
    (line,) = list_trail("aturan.revoked")
    assert (line.reason, line.fields["objek"]) == ("Salah tanggal.", "8")


def test_revoke_letterhead_then_one_on_the_same_day_may_be_published(pengelola):
    revoke(_published(pengelola, "kop", "61.07", ubah=_rename), pengelola)
    row = _published(pengelola, "kop", "61.07", ubah=_rename)
    _check_deferred()
    with acting_as(pengelola.context):
        assert [versi.mulai for versi in get_versi_list("kop", "61.07")][-1] == row.berlaku_mulai
        assert KopSurat.semua.filter(wilayah_kode="61.07").count() == 3


def test_revoke_form_then_next_one_gets_another_number(pengelola):
    revoke(_published(pengelola), pengelola)
    _published(pengelola)
    with acting_as(pengelola.context):
        assert list(Formulir.objects.filter(kategori=8).values_list("versi", flat=True)) == [1, 3]


def test_revoke_sheet_then_old_one_holds(pengelola):
    def drop(isi):
        isi["isian"].pop()

    revoke(_published(pengelola, "lembar", "perorangan", ubah=drop), pengelola)
    with acting_as(pengelola.context):
        (only,) = get_versi_list("lembar", "perorangan")
    assert only.sampai is None


def test_revoke_list_then_choices_stay_and_code_is_free_again(pengelola, operator):
    def change(isi):
        isi["kode_list"].pop()
        isi["kode_list"].append(
            {"kode": "baru", "teks": "Pilihan baru", "alias": "", "picu_kategori": None}
        )

    with acting_as(operator.context):
        before = [row.kode for row in list_kode("agama", besok(60))]
    revoke(_published(pengelola, "daftar", "agama", ubah=change), pengelola)
    with acting_as(operator.context):
        assert [row.kode for row in list_kode("agama", besok(60))] == before
    _published(pengelola, "daftar", "agama", ubah=change)
    with acting_as(operator.context):
        assert [row.kode for row in list_kode("agama", besok(60))] == [*before[:-1], "baru"]


def _new_list(pengelola) -> Rancangan:
    with acting_as(pengelola.context):
        row = services.start_daftar(nama="Alat kebun", by=pengelola, now=timezone.now())
        isi = {**row.isi, "kode_list": [
            {"kode": "parang", "teks": "Parang", "alias": "", "picu_kategori": None}]}  # fmt: skip
        services.change_rancangan(
            rancangan=row, base=row.versi, by=pengelola, now=timezone.now(), isi=isi,
            mulai=besok(10),
        )  # fmt: skip
    publish(row, pengelola)
    return row


def test_revoke_new_list_then_it_is_gone_from_sight(pengelola):
    row = _new_list(pengelola)
    revoke(row, pengelola)
    with acting_as(pengelola.context):
        assert get_versi_list("daftar", row.objek) == []
        assert DaftarKode.semua.filter(kode=row.objek).exists()


def test_revoke_new_list_that_a_form_uses_then_refused(pengelola):
    row = _new_list(pengelola)

    def use(isi):
        isi["isian"].append(
            {**isi["isian"][0], "kode": "alat", "jenis": "pilihan", "daftar": row.objek,
             "min": None, "maks": None, "satuan": "", "tampil_jika_isian": "",
             "tampil_jika_nilai": ""})  # fmt: skip

    form = _published(pengelola, ubah=use)
    with pytest.raises(DomainError, match="Cabut versi formulirnya dulu"):
        revoke(row, pengelola)
    revoke(form, pengelola)
    assert revoke(row, pengelola) is False


def test_revoke_announcement_then_it_is_never_shown(pengelola):
    row = make_pengumuman(pengelola)
    publish(row, pengelola)
    revoke(row, pengelola)
    with acting_as(pengelola.context):
        assert not Pengumuman.objects.exists()
        assert Pengumuman.semua.count() == 1


def test_revoke_when_day_has_come_then_refused_and_nothing_changes(pengelola):
    row = _published(pengelola, mulai=besok())
    with pytest.raises(DomainError, match="sudah berlaku"):
        revoke(row, pengelola, today=besok())
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8).count() == 2


def test_revoke_when_a_later_version_stands_then_that_one_first(pengelola):
    first = _published(pengelola, "kop", "61.07", ubah=_rename)
    later = _published(pengelola, "kop", "61.07", mulai=besok(60),
                       ubah=lambda isi: isi.update(pejabat="Lusia Anur"))  # fmt: skip
    with pytest.raises(DomainError, match="Cabut versi itu dulu"):
        revoke(first, pengelola)
    revoke(later, pengelola)
    revoke(first, pengelola)
    _check_deferred()
    with acting_as(pengelola.context):
        assert len(get_versi_list("kop", "61.07")) == 1


def test_revoke_when_a_draft_follows_the_version_then_refused(pengelola):
    row = _published(pengelola)
    with acting_as(pengelola.context):
        services.start_rancangan(jenis="formulir", objek="8", by=pengelola, now=timezone.now())
    with pytest.raises(DomainError, match="Buang rancangan itu dulu"):
        revoke(row, pengelola)


def test_revoke_twice_then_refused(pengelola):
    row = _published(pengelola)
    revoke(row, pengelola)
    with pytest.raises(DomainError, match="sudah dicabut"):
        revoke(row, pengelola)


def test_revoke_on_older_version_then_stale(pengelola):
    row = _published(pengelola)
    with pytest.raises(StaleVersion):
        revoke(row, pengelola, base=row.versi - 1)


def test_revoke_of_a_draft_then_stale(pengelola):
    with pytest.raises(StaleVersion):
        revoke(make_rancangan(pengelola), pengelola)


def test_revoked_version_is_no_more_among_those_coming(pengelola):
    row = _published(pengelola)
    revoke(row, pengelola)
    with acting_as(pengelola.context):
        assert not list_coming(pengelola, timezone.localdate())
        assert Rancangan.objects.get(mencabut=row).sebab == "Salah tanggal."


@pytest.mark.parametrize("ubah", [lower_level, raise_level])
def test_revoke_where_the_level_differs_then_second_person_decides(pengelola, kepala_dinas, ubah):
    row = _published(pengelola, "kategori", "9", ubah=ubah, second=kepala_dinas)
    assert revoke(row, pengelola) is True
    with acting_as(kepala_dinas.context):
        waiting = Rancangan.objects.get(mencabut=row)
        assert get_kategori(9, besok(30)).tingkat == row.isi["tingkat"]
    approve(waiting, kepala_dinas)
    _check_deferred()
    with acting_as(kepala_dinas.context):
        assert get_kategori(9, besok(30)).tingkat == "terbatas"
    assert [line.reason for line in list_trail("aturan.revoked")] == ["Salah tanggal."]


def test_revocation_when_proposer_taken_back_or_refused_then_version_stands(
    pengelola, kepala_dinas
):
    row = _published(pengelola, "kategori", "9", ubah=lower_level, second=kepala_dinas)
    revoke(row, pengelola)
    with acting_as(pengelola.context):
        waiting = Rancangan.objects.get(mencabut=row)
        services.withdraw_rancangan(
            rancangan=waiting, base=waiting.versi, by=pengelola, now=timezone.now()
        )
    assert waiting.status == "dibuang"
    revoke(row, pengelola)
    with acting_as(kepala_dinas.context):
        waiting = Rancangan.objects.get(mencabut=row, status="menunggu")
        services.refuse_rancangan(
            rancangan=waiting,
            base=waiting.versi,
            alasan="Tetap.",
            by=kepala_dinas,
            now=timezone.now(),
        )
        assert KategoriVersi.objects.filter(kategori=9).count() == 2


def test_approve_revocation_when_day_has_come_meanwhile_then_refused(pengelola, kepala_dinas):
    row = _published(
        pengelola, "kategori", "9", ubah=lower_level, second=kepala_dinas, mulai=besok(2)
    )
    revoke(row, pengelola)
    with acting_as(kepala_dinas.context):
        waiting = Rancangan.objects.get(mencabut=row)
        with pytest.raises(DomainError, match="sudah berlaku"):
            services.approve_rancangan(
                rancangan=waiting, base=waiting.versi, by=kepala_dinas, today=besok(2),
                now=timezone.now(),
            )  # fmt: skip


def test_lowered_version_revoked_then_lowering_again_needs_two_again(pengelola, kepala_dinas):
    row = _published(pengelola, "kategori", "9", ubah=lower_level, second=kepala_dinas)
    revoke(row, pengelola)
    with acting_as(kepala_dinas.context):
        waiting = Rancangan.objects.get(mencabut=row)
    approve(waiting, kepala_dinas)
    with pytest.raises(DatabaseError, match="row-level"):
        _add_version(pengelola, berlaku_mulai=besok(40), tingkat="biasa")


def _add_version(by, **changed):
    """A copy of the category's first version, written past the services."""
    with acting_as(by.context):
        row = KategoriVersi.objects.filter(kategori=9).earliest("berlaku_mulai")
        row.pk, row._state.adding = None, True
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(force_insert=True)


def _empty(rows, mulai) -> int:
    return rows.update(berlaku_sampai=mulai)


def test_database_when_one_person_revokes_another_level_then_refuses(pengelola):
    _published(pengelola, "kategori", "9", ubah=raise_level)
    with pytest.raises(DatabaseError, match="row-level"), acting_as(pengelola.context):
        _empty(KategoriVersi.objects.filter(berlaku_mulai=besok(30)), besok(30))


def test_database_when_kepala_dinas_revokes_without_a_waiting_row_then_refuses(
    pengelola, kepala_dinas
):
    _published(pengelola, "kategori", "9", ubah=raise_level)
    with pytest.raises(DatabaseError, match="row-level"), acting_as(kepala_dinas.context):
        _empty(KategoriVersi.objects.filter(berlaku_mulai=besok(30)), besok(30))


def test_database_when_a_version_in_force_is_emptied_then_refuses(pengelola):
    with acting_as(pengelola.context):
        row = Formulir.objects.get(kategori=8)
    with pytest.raises(DatabaseError, match="row-level"), acting_as(pengelola.context):
        _empty(Formulir.objects.filter(pk=row.pk), row.berlaku_mulai)


def test_database_when_the_old_version_is_reopened_alone_then_refuses(pengelola):
    _published(pengelola)
    with pytest.raises(DatabaseError, match="row-level"), acting_as(pengelola.context):
        Formulir.objects.filter(kategori=8, berlaku_sampai=besok(30)).update(berlaku_sampai=None)


def test_database_when_one_person_revokes_a_choice_that_opens_rahasia_then_refuses(pengelola):
    with acting_as(pengelola.context):
        picu = Kode.objects.filter(picu_rahasia=True).select_related("daftar").first()

    def add(isi):
        isi["kode_list"].append({"kode": "picu_baru", "teks": "Pilihan baru", "alias": "",
                                 "picu_kategori": picu.picu_kategori_id})  # fmt: skip

    row = _published(pengelola, "daftar", picu.daftar.kode, ubah=add)
    with acting_as(pengelola.context):
        assert _empty(Kode.objects.filter(kode="picu_baru"), besok(30)) == 0
    assert revoke(row, pengelola) is True


@pytest.mark.parametrize("role", ["operator_desa", "verifikator", "admin_teknis", "auditor"])
def test_database_when_other_roles_revoke_then_nothing_changes(pengelola, role):
    row = _published(pengelola)
    area = {"operator_desa": DESA, "verifikator": "61.07", "auditor": "61.07"}.get(role, "")
    other = make_user(role, area)
    with acting_as(other.context):
        assert _empty(Formulir.objects.filter(berlaku_mulai=besok(30)), besok(30)) == 0
    with pytest.raises(DatabaseError, match="row-level"):
        revoke(row, other)


def test_database_when_a_waiting_revocation_then_kepala_may_not_add_a_version(
    pengelola, kepala_dinas
):
    row = _published(pengelola, "kategori", "9", ubah=raise_level)
    revoke(row, pengelola)
    with pytest.raises(DatabaseError, match="row-level"):
        _add_version(kepala_dinas, berlaku_mulai=besok(30))
