"""The second wall alone: what a role could do to the database past the program's own rules.

Every refusal here is PostgreSQL's, asked for in plain SQL under the role's true context.
"""

from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from balale.access.context import acting_as
from balale.access.models import SubjectKey
from balale.cases.queries.cases import list_visible
from tests.factories import cases
from tests.factories.accounts import make_user
from tests.factories.registry import make_ppks, make_rahasia
from tests.factories.usulan import accept, approve, fresh, make_usulan, propose_refusal

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


@contextmanager
def refused():
    """PostgreSQL refuses what happens in the block."""
    with pytest.raises(ProgrammingError), transaction.atomic():
        yield


def run(user, text: str, *values) -> int:
    """How many rows a statement touches under the account's context."""
    with acting_as(user.context), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.rowcount


def copy_row(user, table: str, pk, **changed) -> int:
    """Add a copy of a row with some columns changed, as an account that sees the row."""
    changed = {"id": uuid4(), "dibuat_oleh_id": user.id, "diubah_oleh_id": user.id} | changed
    patch = ", ".join(f"'{name}', %s::text" for name in changed)
    return run(
        user,
        f"insert into {table} select (jsonb_populate_record(t, jsonb_build_object({patch}))).* "
        f"from {table} t where id = %s",
        *(str(value) for value in changed.values()), pk,
    )  # fmt: skip


SET_STATUS = "update registry_ppks set status = %s, diubah_oleh_id = %s where id = %s"


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "aktif", "ditolak"])
def test_operator_moving_an_own_entry_on_is_refused(operator, status):
    ppks = make_ppks(operator)
    with refused():
        run(operator, SET_STATUS, status, operator.id, ppks.pk)


@pytest.mark.parametrize("status", ["diverifikasi", "aktif", "ditolak"])
def test_village_head_deciding_for_the_office_is_refused(operator, kades, status):
    ppks = make_ppks(operator)
    with refused():
        run(kades, SET_STATUS, status, kades.id, ppks.pk)


def test_operator_touching_an_entry_at_the_office_touches_nothing(operator, kades):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    assert run(operator, SET_STATUS, "draf", operator.id, usulan.ppks_id) == 0


def test_verifikator_making_an_entry_active_is_refused(operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    with refused():
        run(verifikator, SET_STATUS, "aktif", verifikator.id, usulan.ppks_id)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("registry_orang", "desa_kode", "61.07.14.2001"),
        ("registry_orang", "dibuat_oleh_id", None),
        ("registry_ppks", "tingkat", "biasa"),
        ("registry_ppks", "kategori_id", "21"),
        ("registry_jawaban", "nilai", "lain"),
        ("registry_usulan", "diusulkan_oleh_id", None),
        ("registry_keputusan", "hasil", "disetujui"),
        ("registry_usulankolom", "label", "lain"),
        ("cases_catatankasus", "jenis", "asesmen"),
        ("access_user", "username", "lain"),
        ("access_assignment", "role", "verifikator"),
        ("access_subjectkey", "master_id", "lain"),
    ],
)
def test_column_that_no_service_changes_can_not_be_changed(operator, table, column, value):
    with refused():
        run(operator, f"update {table} set {column} = %s", value or operator.id)


def test_operator_marking_a_person_verified_is_refused(operator):
    ppks = make_ppks(operator)
    with refused():
        run(
            operator,
            "update registry_orang set terverifikasi_pada = now(), terverifikasi_oleh_id = %s, "
            "diubah_oleh_id = %s where id = %s",
            operator.id, operator.id, ppks.orang_id,
        )  # fmt: skip


def test_operator_adding_an_entry_already_verified_is_refused(operator):
    ppks = make_ppks(operator)
    assert copy_row(operator, "registry_ppks", ppks.pk) == 1
    with refused():
        copy_row(operator, "registry_ppks", ppks.pk, status="diverifikasi")


@pytest.mark.parametrize(
    "changed",
    [{"kategori_id": 19}, {"kategori_id": 9}, {"tingkat": "terbatas"}],
    ids=["a rahasia category in the open", "a terbatas one as biasa", "another level"],
)
def test_entry_at_another_level_than_its_category_is_refused(operator, changed):
    ppks = make_ppks(operator)
    with refused():
        copy_row(operator, "registry_ppks", ppks.pk, **changed)


def test_sealed_entry_for_another_unit_is_refused(operator):
    ppks = make_ppks(operator)
    sealed = {"tingkat": "rahasia", "kategori_id": 19, "status": "diajukan"}
    assert copy_row(operator, "registry_ppks", ppks.pk, unit="pppa", **sealed) == 1
    with refused():
        copy_row(operator, "registry_ppks", ppks.pk, unit="resos", **sealed)


def test_row_about_a_subject_out_of_sight_is_refused(operator):
    other = make_ppks(make_user("operator_desa", "61.07.10.2003"))
    ppks = make_ppks(operator)
    with refused():
        copy_row(operator, "registry_ppks", ppks.pk, subjek_id=other.orang_id)


def test_verifikator_adding_an_entry_is_refused(operator, verifikator):
    ppks = make_ppks(operator)
    with refused():
        copy_row(verifikator, "registry_ppks", ppks.pk)


def test_history_written_by_hand_is_refused(operator):
    ppks = make_ppks(operator)
    with refused():
        run(
            operator,
            "insert into registry_ppksevent select (jsonb_populate_record(t, jsonb_build_object("
            "'pgh_id', nextval('registry_ppksevent_pgh_id_seq'), 'status', 'aktif'))).* "
            "from registry_ppksevent t where pgh_obj_id = %s",
            ppks.pk,
        )


def test_history_by_a_trigger_of_ones_own_is_refused(operator):
    with refused():
        run(operator, "create temporary table tipu (id int)")


def test_proposal_in_another_name_or_already_applied_is_refused(operator, kades):
    usulan = make_usulan(operator)
    assert copy_row(operator, "registry_usulan", usulan.pk) == 1
    for changed in ({"status": "diterapkan"}, {"diusulkan_oleh_id": kades.id}):
        with refused():
            copy_row(operator, "registry_usulan", usulan.pk, **changed)


@pytest.mark.parametrize(
    "forged",
    [{"langkah": "verifikasi"}, {"sebagai": "verifikator"}, {"oleh_id": "other"}],
)
def test_decision_of_another_step_role_or_account_is_refused(operator, kades, forged):
    usulan = make_usulan(operator)
    made = approve(usulan, kades)
    if "oleh_id" in forged:
        forged = {"oleh_id": operator.id}
    assert copy_row(kades, "registry_keputusan", made.pk) == 1
    with refused():
        copy_row(kades, "registry_keputusan", made.pk, **forged)


def test_decision_on_an_own_proposal_is_refused(operator, kades):
    usulan = make_usulan(operator)
    made = approve(usulan, kades)
    operator.context = replace(operator.context, role="kepala_desa")
    with refused():
        copy_row(operator, "registry_keputusan", made.pk, oleh_id=operator.id)


def test_own_proposal_is_not_moved_on_by_its_proposer_in_another_role(operator):
    usulan = make_usulan(operator)
    text = "update registry_usulan set status = 'menunggu_verifikasi', diubah_oleh_id = %s"
    operator.context = replace(operator.context, role="kepala_desa")
    assert run(operator, f"{text} where id = %s", operator.id, usulan.pk) == 0


def test_operator_deciding_on_a_sealed_proposal_is_refused(operator, kades):
    usulan = make_usulan(operator)
    made = approve(usulan, kades)
    sealed = {"tingkat": "rahasia", "unit": "pppa", "langkah": "pengesahan"}
    with refused():
        copy_row(operator, "registry_keputusan", made.pk, oleh_id=operator.id, **sealed)


def test_refusal_is_not_signed_by_one_account_even_in_sql(operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    made = propose_refusal(usulan, verifikator)
    text = "update {} set status = 'ditolak', diubah_oleh_id = %s where id = %s"
    rows = [("registry_ppks", usulan.ppks_id), ("registry_usulan", usulan.pk)]
    for role in ("verifikator", "kepala_dinas"):
        verifikator.context = replace(verifikator.context, role=role)
        for table, pk in rows:
            with refused():
                run(verifikator, text.format(table), verifikator.id, pk)
    with refused():
        copy_row(verifikator, "registry_keputusan", made.pk, langkah="penolakan",
                 sebagai="kepala_dinas")  # fmt: skip


def test_refusal_nobody_proposed_is_not_signed_in_sql(operator, kades, kepala_dinas):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    text = "update registry_ppks set status = 'ditolak', diubah_oleh_id = %s where id = %s"
    with refused():
        run(kepala_dinas, text, kepala_dinas.id, usulan.ppks_id)


def test_decided_proposal_keeps_its_decision(operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    accept(usulan, verifikator)
    text = "update registry_usulan set status = 'ditolak', diubah_oleh_id = %s where id = %s"
    assert run(kades, text, kades.id, usulan.pk) == 0
    assert fresh(usulan, verifikator).status == "diterapkan"


@pytest.mark.parametrize("table", ["registry_draf", "registry_keluarga", "registry_orang"])
def test_key_of_a_sealed_subject_is_not_opened_by_a_row_with_its_id(operator, table):
    """A row of one's own that borrows the identifier would show the wrapped key."""
    subjek_id = make_rahasia(operator)
    values = {
        "registry_draf": "(id, subjek_id, user_id, desa_kode, langkah, versi_dasar, versi, "
        "diubah_pada) values (%(id)s, %(id)s, %(user)s, %(desa)s, 'siapa', 0, 1, now())",
        "registry_keluarga": "(id, subjek_id, desa_kode, tingkat, unit, versi, dibuat_oleh_id, "
        "dibuat_pada, diubah_oleh_id, diubah_pada) values (%(id)s, %(id)s, %(desa)s, 'biasa', '', "
        "1, %(user)s, now(), %(user)s, now())",
    }
    with acting_as(operator.context), connection.cursor() as cursor:
        if table in values:
            cursor.execute(
                f"insert into {table} {values[table]}",
                {"id": subjek_id, "user": operator.id, "desa": DESA},
            )
        assert not SubjectKey.objects.filter(subjek_id=subjek_id).exists()


def test_key_of_an_existing_subject_can_not_be_replaced(operator):
    subjek_id = make_rahasia(operator)
    text = (
        "insert into access_subjectkey (subjek_id, jenis, wrapped, master_id) "
        "values (%s, %s, %s, %s)"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        run(operator, text, subjek_id, "draf", b"x", "x")


def test_petugas_moved_to_another_unit_sees_the_case_no_more(operator, koordinator):
    petugas = make_user("petugas_kasus", "61.07", "pppa")
    kasus = cases.make_case(operator, koordinator)
    cases.assign(kasus, petugas, koordinator)
    petugas.context = replace(petugas.context, unit="resos")
    with acting_as(petugas.context):
        assert not list_visible(petugas).exists()
    assert run(petugas, "select 1 from registry_orang where id = %s", kasus.subjek_id) == 0
    assert run(petugas, "select 1 from cases_catatankasus") == 0


ASSIGN = (
    "insert into access_caseaccess (id, subjek_id, user_id, unit, mulai_pada, alasan, "
    "dibuat_oleh_id) values (gen_random_uuid(), %s, %s, %s, now(), 'penugasan', %s)"
)


def test_koordinator_opening_a_case_to_a_stranger_is_refused(operator, koordinator):
    kasus = cases.make_case(operator, koordinator)
    for stranger in (operator, make_user("petugas_kasus", "61.07", "resos")):
        with refused():
            run(koordinator, ASSIGN, kasus.subjek_id, stranger.id, "pppa", koordinator.id)


def test_koordinator_opening_a_case_of_another_unit_is_refused(operator, koordinator):
    kasus = cases.make_case(operator, koordinator)
    other = make_user("koordinator_kasus", "61.07", "resos")
    petugas = make_user("petugas_kasus", "61.07", "resos")
    with refused():
        run(other, ASSIGN, kasus.subjek_id, petugas.id, "resos", other.id)


def test_admin_giving_a_role_or_code_to_the_own_account_is_refused():
    admin = make_user("admin_teknis")
    with refused():
        run(
            admin,
            "insert into access_assignment (id, user_id, role, wilayah_kode, unit, mulai) values "
            "(gen_random_uuid(), %s, 'koordinator_kasus', '61.07', 'pppa', current_date)",
            admin.id,
        )
    with refused():
        run(
            admin,
            "insert into access_activationcode (id, user_id, digest, berlaku_sampai, "
            "dibuat_oleh_id, dibuat_pada) values (gen_random_uuid(), %s, %s, now(), %s, now())",
            admin.id, b"x", admin.id,
        )  # fmt: skip


@pytest.mark.parametrize(
    "forged", [{"role": "verifikator"}, {"at": "2020-01-01"}, {"user_id": str(uuid4())}]
)
def test_trail_line_in_another_role_time_or_name_is_refused(operator, forged):
    line = {"at": "now", "user_id": str(operator.id), "role": "operator_desa"} | forged
    with refused():
        run(
            operator,
            "insert into audit_trailline (id, at, user_id, role, event, label, reason, fields, "
            "digest) values (gen_random_uuid(), %s, %s, %s, 'x', '', '', '{}', %s)",
            line["at"], line["user_id"], line["role"], b"x",
        )  # fmt: skip


@pytest.mark.parametrize("key", ["%", "%%%", "_" * 5, "\\", "a" * 100_000])
def test_search_takes_no_wildcards_and_no_endless_words(operator, key):
    make_ppks(operator)
    with acting_as(operator.context), connection.cursor() as cursor:
        cursor.execute("select * from balale_search_orang(%s, %s)", [[key], 10_000_000])
        assert cursor.fetchall() == []
