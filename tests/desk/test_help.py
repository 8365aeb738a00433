"""The help page, for every role, out of the policy table."""

import re

import pytest
from django.urls import reverse

from balale.access.rules.accounts import GRANTABLE
from balale.access.rules.policy import POLICY, AreaKind, Role
from balale.desk.views.help import TOPICS
from balale.kit.status import STATUS_LOOKS
from balale.registry.rules.status import StatusPpks
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
AREA = {
    AreaKind.DESA: "61.07.14.2004",
    AreaKind.KECAMATAN: "61.07.14",
    AreaKind.KABUPATEN: "61.07",
    AreaKind.NONE: "",
}
ROLES = [role for role in Role if role in POLICY]


def open_help(client, role):
    unit = "pppa" if "kasus" in role else ""
    user = make_user(role, AREA[POLICY[role].area], unit)
    return sign_in(client, user).get(reverse("desk:bantuan"))


@pytest.mark.parametrize("role", ROLES)
def test_help_when_opened_by_any_role_then_names_it_and_every_link_lands(client, role):
    answer = open_help(client, role)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<h1>Bantuan</h1><p class="muted">{POLICY[role].label}.' in page
    links = set(re.findall(r'href="#([a-z-]+)"', page)) - {"isi"}
    assert links == set(re.findall(r'<section [^>]*id="([a-z-]+)"', page))


def test_help_when_opened_by_operator_then_explains_the_ten_statuses_and_desil(client):
    page = open_help(client, Role.OPERATOR_DESA).content.decode()
    for status in StatusPpks:
        assert f"{STATUS_LOOKS[status].word}</span>" in page
    assert "Desa dan DSP3A tidak menentukan desil." in page


def test_help_when_opened_by_operator_then_lists_each_role_that_reads_people(client):
    page = open_help(client, Role.OPERATOR_DESA).content.decode()
    part = page.partition('id="siapa"')[2].partition("</ul>")[0]
    readers = {POLICY[role].label for role in GRANTABLE if POLICY[role].reads}
    assert {name.removesuffix(" (Anda)") for name in re.findall(r"<b>([^<]+)</b>", part)} == readers


def test_help_when_opened_by_admin_then_shows_nothing_about_entering(client):
    page = open_help(client, Role.ADMIN_TEKNIS).content.decode()
    assert 'id="akun"' in page
    assert 'id="tambah"' not in page
    assert 'id="rahasia"' not in page


def test_help_when_signed_out_then_asks_to_sign_in(client):
    answer = client.get(reverse("desk:bantuan"))
    assert "<h1>Bantuan</h1>" not in answer.content.decode()


def test_topics_when_read_then_every_one_is_for_somebody():
    given = {permission for policy in POLICY.values() for permission in policy.permissions}
    assert all(given & set(topic.permissions) for topic in TOPICS)
