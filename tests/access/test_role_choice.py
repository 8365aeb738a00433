"""An account of several roles: one at a time, on screen, in the database and on record."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.registry.models import Orang
from tests.factories.accounts import (
    FRASA,
    give_role,
    list_trail,
    make_user,
    set_passphrase,
    sign_in,
)
from tests.factories.registry import make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
JAUH = "61.07.10.2003"


@pytest.fixture
def dua(client):
    """A TKSK who is pengelola data too."""
    user = make_user("tksk", "61.07.14", nama="Rosalia Nyawai")
    user.second = give_role(user, "pengelola_data")
    sign_in(client, user)
    return user


def switch(client, assignment_id, **more):
    return client.post("/peran/", {"peran": str(assignment_id), **more})


def test_sign_in_with_two_roles_asks_which(client, dua):
    set_passphrase(dua)
    answer = type(client)().post("/masuk/", {"akun": dua.username, "sandi": FRASA})
    assert answer["Location"].startswith("/peran/?next=")


def test_role_at_work_stands_in_the_header_and_is_recorded(client, dua):
    assert client.get("/").context["who"].bottom == "TKSK"
    assert switch(client, dua.second.id)["Location"] == "/"
    assert client.get("/").context["who"].bottom == "Pengelola data"
    assert [line.fields["role"] for line in list_trail("account.role_chosen")] == ["pengelola_data"]


def test_only_the_role_at_work_opens_pages_and_rows(client, dua):
    orang = make_orang(make_user("operator_desa", DESA))
    assert client.get(f"/warga/{orang.pk}/").status_code == 200
    switch(client, dua.second.id)
    assert client.get(f"/warga/{orang.pk}/").status_code == 404
    assert client.get("/warga/").status_code == 404
    switch(client, dua.context.assignment_id)
    assert client.get(f"/warga/{orang.pk}/").status_code == 200


def test_row_policies_take_the_role_at_work_alone(dua):
    make_orang(make_user("operator_desa", DESA))
    for context, count in zip(list_contexts(dua), (1, 0), strict=True):
        with acting_as(context):
            assert Orang.objects.count() == count


def test_two_areas_of_one_role_are_not_joined(client, dua):
    near = make_orang(make_user("operator_desa", DESA))
    far = make_orang(make_user("operator_desa", JAUH))
    third = give_role(dua, "tksk", "61.07.10")
    assert client.get(f"/warga/{far.pk}/").status_code == 404
    switch(client, third.id)
    assert client.get(f"/warga/{far.pk}/").status_code == 200
    assert client.get(f"/warga/{near.pk}/").status_code == 404


def test_what_one_role_opened_is_shut_in_the_next(client, dua):
    orang = make_orang(make_user("operator_desa", DESA), nik="6107145202559011")
    sent = {"bagian": "nik", "alasan": "pelayanan", "keterangan": ""}
    client.post(f"/warga/{orang.pk}/buka/", sent)
    assert "610714 520255 9011" in client.get(f"/warga/{orang.pk}/").content.decode()
    switch(client, dua.second.id)
    switch(client, dua.context.assignment_id)
    assert "610714 520255 9011" not in client.get(f"/warga/{orang.pk}/").content.decode()


def test_role_of_somebody_else_or_of_nobody_is_not_taken(client, dua):
    other = make_user("verifikator", "61.07")
    for wanted in (other.context.assignment_id, uuid4(), "", "x\x00"):
        assert switch(client, wanted).status_code == 200
        assert client.get("/").context["who"].bottom == "TKSK"


def test_address_alone_switches_nothing(client, dua):
    client.get(f"/peran/?peran={dua.second.id}")
    assert client.get("/").context["who"].bottom == "TKSK"
