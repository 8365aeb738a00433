"""What an account tries beyond its rights is refused like an absent page, and recorded."""

from copy import copy
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from balale.audit.services import line_digest
from tests.factories.accounts import list_trail, make_user, sign_in

pytestmark = pytest.mark.django_db
CHANGED = {
    "id": uuid4(), "at": datetime(2026, 1, 1, tzinfo=UTC), "user_id": uuid4(), "role": "lain",
    "event": "lain.lain", "label": "lain", "object_id": uuid4(), "reason": "lain",
    "fields": {"lain": 1},
}  # fmt: skip


def test_page_of_another_role_is_absent_and_recorded(client):
    operator = make_user("operator_desa", "61.07.14.2004")
    sign_in(client, operator)
    assert client.get("/akun/").status_code == 404
    line = list_trail("access.refused")[-1]
    assert line.fields == {"method": "GET", "page": "access:akun_list", "status": 404}


@pytest.mark.parametrize("field", ["desa", "tingkat", "status", "dibuat_oleh"])
def test_posted_field_of_the_server_is_recorded_without_its_value(client, field):
    operator = make_user("operator_desa", "61.07.14.2004")
    sign_in(client, operator)
    client.post("/warga/cari/", {"q": "Lopo", field: "61.07.10.2003"})
    line = list_trail("form.foreign_field")[-1]
    assert line.fields["fields"] == [field]
    assert "61.07.10.2003" not in str(line.fields)


def test_trail_line_carries_the_digest_of_its_content(client):
    sign_in(client, make_user("operator_desa", "61.07.14.2004"))
    client.get("/akun/")
    line = list_trail("access.refused")[-1]
    assert bytes(line.digest) == line_digest(line)
    for name, other in CHANGED.items():
        changed = copy(line)
        setattr(changed, name, other)
        assert bytes(line.digest) != line_digest(changed), name
