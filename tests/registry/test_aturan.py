"""Versions of dated data: published from tomorrow on, two people where a guard is lowered."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    Formulir,
    Isian,
    KategoriVersi,
    Kode,
    KopSurat,
    Ppks,
    Rancangan,
)
from balale.registry.queries.reference import (
    get_formulir,
    get_kategori,
    get_kop,
    list_isian,
    list_kode,
)
from balale.registry.rules.versi import compare
from balale.registry.services import rancangan as services
from balale.registry.services.versi import write_version
from tests.factories.accounts import give_role, list_trail, make_user
from tests.factories.aturan import (
    approve,
    besok,
    lower_level,
    make_rancangan,
    publish,
)
from tests.factories.registry import make_ppks

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


def _codes(on: date, user) -> list[str]:
    with acting_as(user.context):
        return [isian.kode for isian in list_isian(get_formulir(8, on))]


def test_publish_form_with_new_field_then_it_is_asked_from_its_day_only(pengelola, operator):
    mulai = besok(30)
    before = _codes(timezone.localdate(), operator)
    assert publish(make_rancangan(pengelola, mulai=mulai), pengelola) is False
    assert _codes(mulai - timedelta(days=1), operator) == before
    assert _codes(mulai, operator) == [*before, "punya_kebun"]
    (line,) = list_trail("aturan.published")
    assert line.fields["berlaku_mulai"] == mulai.isoformat()


@pytest.mark.parametrize("hari", [0, -1])
def test_publish_when_day_has_come_then_refused_and_nothing_changes(pengelola, hari):
    row = make_rancangan(pengelola, mulai=besok(hari))
    with pytest.raises(DomainError, match="paling cepat besok"):
        publish(row, pengelola)
    with acting_as(pengelola.context):
        assert Formulir.objects.filter(kategori=8).count() == 1
        assert Rancangan.objects.get(pk=row.pk).status == "draf"


def test_publish_when_another_version_came_meanwhile_then_stale(pengelola):
    first = make_rancangan(pengelola, mulai=besok(30))
    with acting_as(pengelola.context):
        second = services.add_rancangan(
            jenis="formulir", objek="8", isi=first.isi, dasar=first.dasar, mulai=besok(40),
            by=pengelola, now=timezone.now(),
        )  # fmt: skip
    publish(first, pengelola)
    with pytest.raises(StaleVersion):
        publish(second, pengelola)


def test_publish_draft_that_changes_nothing_then_refused(pengelola):
    row = make_rancangan(pengelola, ubah=lambda isi: None)
    with pytest.raises(DomainError, match="belum mengubah"):
        publish(row, pengelola)


def test_change_draft_when_based_on_older_words_then_stale(pengelola):
    row = make_rancangan(pengelola)
    with pytest.raises(StaleVersion), acting_as(pengelola.context):
        services.change_rancangan(
            rancangan=row, base=1, by=pengelola, now=timezone.now(), mulai=besok(9)
        )


def test_second_pengelola_may_go_on_with_the_first_ones_draft(pengelola):
    row = make_rancangan(pengelola)
    other = make_user("pengelola_data")
    assert publish(row, other) is False


def test_start_draft_of_a_thing_with_an_open_one_then_refused(pengelola):
    make_rancangan(pengelola)
    with pytest.raises(DomainError, match="Sudah ada rancangan"):
        make_rancangan(pengelola)


def test_lower_level_when_one_person_publishes_then_it_waits_and_nothing_changes(
    pengelola, operator
):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    assert publish(row, pengelola) is True
    with acting_as(operator.context):
        assert get_kategori(9, besok(60)).tingkat == "terbatas"
    assert [line.event for line in list_trail("aturan.proposed")] == ["aturan.proposed"]


def test_lower_level_when_second_person_approves_then_from_its_day(
    pengelola, kepala_dinas, operator
):
    lama = make_ppks(operator, kategori=9)
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level, mulai=besok(30))
    publish(row, pengelola)
    approve(row, kepala_dinas)
    with acting_as(operator.context):
        assert get_kategori(9, besok(29)).tingkat == "terbatas"
        assert get_kategori(9, besok(30)).tingkat == "biasa"
        assert Ppks.objects.get(pk=lama.pk).tingkat == "terbatas"


def test_lower_level_when_its_own_proposer_holds_both_roles_then_refused(pengelola):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    publish(row, pengelola)

    give_role(pengelola, "kepala_dinas", "61.07")
    pengelola.context = next(c for c in list_contexts(pengelola) if c.role == "kepala_dinas")
    with pytest.raises(DomainError, match="Anda sendiri"):
        approve(row, pengelola)


def test_lower_level_when_refused_then_reason_is_kept(pengelola, kepala_dinas):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    publish(row, pengelola)
    with acting_as(kepala_dinas.context):
        services.refuse_rancangan(
            rancangan=row,
            base=row.versi,
            alasan="Belum perlu.",
            by=kepala_dinas,
            now=timezone.now(),
        )
    with acting_as(pengelola.context):
        assert Rancangan.objects.get(pk=row.pk).alasan == "Belum perlu."
        assert KategoriVersi.objects.filter(kategori=9).count() == 1


def test_raise_level_needs_one_person(pengelola):
    def up(isi):
        isi.update(tingkat="rahasia", unit_penangan="resos")

    row = make_rancangan(pengelola, "kategori", "9", ubah=up)
    assert publish(row, pengelola) is False


def test_lower_level_of_a_category_that_answers_open_then_refused_in_words(pengelola, kepala_dinas):
    with acting_as(pengelola.context):
        picu = Kode.objects.filter(picu_rahasia=True).first().picu_kategori_id

    def down(isi):
        isi.update(tingkat="terbatas", unit_penangan="")

    row = make_rancangan(pengelola, "kategori", str(picu), ubah=down)
    publish(row, pengelola)
    with pytest.raises(DomainError, match="jalur rahasia"):
        approve(row, kepala_dinas)


def _insert_version(user, **changed):
    with acting_as(user.context), transaction.atomic():
        row = KategoriVersi.objects.get(kategori=9)
        row.pk = None
        row._state.adding = True
        row.berlaku_mulai = besok(10)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(force_insert=True)


@pytest.mark.parametrize("changed", [{"tingkat": "biasa"}, {"berlaku_mulai": timezone.localdate()}])
def test_database_when_one_person_lowers_or_backdates_then_refuses(pengelola, changed):
    with pytest.raises(DatabaseError, match="row-level security"):
        _insert_version(pengelola, **changed)


def test_database_when_kepala_dinas_adds_without_a_waiting_draft_then_refuses(kepala_dinas):
    with pytest.raises(DatabaseError, match="row-level security"):
        _insert_version(kepala_dinas, tingkat="biasa")


@pytest.mark.parametrize("role", ["operator_desa", "verifikator", "admin_teknis"])
def test_database_when_other_roles_write_then_refuses(role):
    user = make_user(role, {"operator_desa": DESA, "verifikator": "61.07"}.get(role, ""))
    with pytest.raises(DatabaseError, match="row-level security"):
        _insert_version(user)


def test_database_when_version_in_force_is_ended_without_a_next_one_then_refuses(pengelola):
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(pengelola.context):
        KategoriVersi.objects.filter(kategori=9).update(berlaku_sampai=besok(5))


def test_database_when_version_in_force_is_reworded_then_refuses(pengelola):
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(pengelola.context):
        KategoriVersi.objects.filter(kategori=9).update(nama="Lain")


def test_database_when_field_is_added_to_a_form_in_force_then_refuses(pengelola):
    with acting_as(pengelola.context):
        isian = Isian.objects.filter(formulir__kategori=8).first()
    isian.pk, isian.kode, isian.urutan = None, "sisipan", 9999
    isian._state.adding = True
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(pengelola.context):
        isian.save(force_insert=True)


def test_database_when_two_versions_overlap_then_refuses(pengelola):
    _insert_version(pengelola)
    with pytest.raises(DatabaseError, match="two versions"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_publish_list_then_new_choice_begins_and_left_out_one_ends(pengelola, operator):
    def change(isi):
        isi["kode_list"].pop()
        isi["kode_list"].append(
            {"kode": "baru", "teks": "Pilihan baru", "alias": "", "picu_kategori": None}
        )

    mulai = besok(20)
    with acting_as(operator.context):
        before = [row.kode for row in list_kode("agama", mulai)]
    publish(make_rancangan(pengelola, "daftar", "agama", ubah=change, mulai=mulai), pengelola)
    with acting_as(operator.context):
        assert [row.kode for row in list_kode("agama", besok(19))] == before
        assert [row.kode for row in list_kode("agama", mulai)] == [*before[:-1], "baru"]


def test_publish_list_when_a_code_gets_other_words_then_refused(pengelola):
    def reword(isi):
        isi["kode_list"][0]["teks"] = "Arti lain"

    row = make_rancangan(pengelola, "daftar", "agama", ubah=reword)
    with pytest.raises(DomainError, match="sudah dipakai"):
        publish(row, pengelola)


def test_end_a_choice_that_opens_rahasia_then_second_person_decides(pengelola, kepala_dinas):
    with acting_as(pengelola.context):
        kode = Kode.objects.filter(picu_rahasia=True).select_related("daftar").first()

    def drop(isi):
        isi["kode_list"] = [one for one in isi["kode_list"] if one["kode"] != kode.kode]

    row = make_rancangan(pengelola, "daftar", kode.daftar.kode, ubah=drop, mulai=besok(9))
    assert publish(row, pengelola) is True
    approve(row, kepala_dinas)
    with acting_as(kepala_dinas.context):
        kode.refresh_from_db()
    assert kode.berlaku_sampai == besok(9)


def test_publish_letterhead_then_old_one_stands_until_its_day(pengelola, operator):
    def change(isi):
        isi["pejabat"] = "Yakobus Sinen"

    publish(make_rancangan(pengelola, "kop", "61.07", ubah=change, mulai=besok(5)), pengelola)
    with acting_as(operator.context):
        assert get_kop("61.07", besok(4)).pejabat == ""
        assert get_kop("61.07", besok(5)).pejabat == "Yakobus Sinen"
        assert KopSurat.objects.filter(wilayah_kode="61.07").count() == 2


def test_open_an_encrypted_answer_then_second_person_decides_also_in_the_database(
    pengelola, kepala_dinas
):
    with acting_as(pengelola.context):
        peka = Isian.objects.filter(peka=True).select_related("formulir").first()

    def bare(isi):
        for one in isi["isian"]:
            one["peka"] = one["peka"] and one["kode"] != peka.kode

    objek = str(peka.formulir.kategori_id)
    row = make_rancangan(pengelola, "formulir", objek, ubah=bare, mulai=besok(9))
    with pytest.raises(DatabaseError, match="row-level"), acting_as(pengelola.context):
        write_version(jenis="formulir", isi=row.isi, mulai=besok(9), by=pengelola)
    assert publish(row, pengelola) is True
    approve(row, kepala_dinas)
    with acting_as(kepala_dinas.context):
        assert not get_formulir(int(objek), besok(9)).isian_list.get(kode=peka.kode).peka


@given(st.data())
def test_published_periods_in_the_tables_have_no_gap_and_no_overlap(data):
    gaps = data.draw(st.lists(st.integers(1, 200), min_size=1, max_size=3))
    with transaction.atomic():
        pengelola = make_user("pengelola_data")
        mulai = timezone.localdate()
        for nomor, gap in enumerate(gaps):
            mulai += timedelta(days=gap)

            def change(isi, nomor=nomor):
                isi["pejabat"] = f"Pejabat {nomor}"

            publish(make_rancangan(pengelola, "kop", "61.07", ubah=change, mulai=mulai), pengelola)
        with acting_as(pengelola.context):
            rows = list(KopSurat.objects.filter(wilayah_kode="61.07").order_by("berlaku_mulai"))
        assert [a.berlaku_sampai for a in rows] == [*[b.berlaku_mulai for b in rows[1:]], None]
        transaction.set_rollback(True)


def test_compare_says_what_came_went_changed_and_moved(pengelola):
    with acting_as(pengelola.context):
        row = services.start_rancangan(
            jenis="formulir", objek="8", by=pengelola, now=timezone.now()
        )
    after = deepcopy(row.isi)
    gone = after["isian"].pop(0)
    after["isian"][0], after["isian"][1] = after["isian"][1], after["isian"][0]
    after["isian"][2]["label"] = "Kata lain"
    words = [(beda.nama, beda.sesudah) for beda in compare("formulir", row.isi, after)]
    assert (f"Isian “{gone['label']}”", "berakhir") in words
    assert ("Isian “Kata lain”: Pertanyaan", "Kata lain") in words
    assert words[-1][0] == "Urutan"
