"""While the office decides the village reads the same words, whatever is meant to be decided."""

import re

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.usulan import approve, make_usulan, propose_refusal

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
KATA = "Sedang diperiksa DSP3A"


def pages(client, user, orang_id):
    """What the village reads of the entry, without what is new on every page."""
    sign_in(client, user)
    found = {}
    for url in ("/", "/warga/", f"/warga/{orang_id}/", "/warga/data/?keadaan=diajukan"):
        page = client.get(url).content.decode()
        found[url] = re.sub(
            r'name="(kunci|csrfmiddlewaretoken)" value="[^"]+"|pukul [\d.]+', "", page
        )
    return found


@pytest.mark.parametrize("role", ["operator_desa", "kepala_desa", "tksk"])
def test_proposed_refusal_changes_nothing_the_village_reads(client, operator, kades, role):
    usulan = make_usulan(operator, nama="Lusia Belalang")
    approve(usulan, kades)
    user = make_user(role, DESA if role != "tksk" else DESA[:8])
    before = pages(client, user, usulan.orang_id)
    assert all(KATA in page for url, page in before.items() if url != "/")
    propose_refusal(usulan, make_user("verifikator", "61.07"))
    assert pages(client, user, usulan.orang_id) == before
    for page in before.values():
        assert "Menunggu kepala dinas" not in page


def test_help_of_the_kepala_dinas_tells_of_refusals_periods_and_delegates(client):
    sign_in(client, make_user("kepala_dinas", "61.07"))
    page = client.get("/bantuan/").content.decode()
    for words in ("Minta periksa lagi", "Penetapan tidak dapat", "wakil"):
        assert words.lower() in page.lower()
    sign_in(client, make_user("operator_desa", DESA))
    assert 'id="penolakan"' not in client.get("/bantuan/").content.decode()
