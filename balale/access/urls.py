"""Addresses of sign-in, activation and accounts."""

from django.urls import path

from balale.access.pulse import sehat
from balale.access.views import accounts, activation, codes, delegations, session

app_name = "access"
urlpatterns = [
    path("sehat/", sehat, name="sehat"),
    path("masuk/", session.masuk, name="masuk"),
    path("masuk/lanjutkan/", session.lanjutkan, name="lanjutkan"),
    path("keluar/", session.keluar, name="keluar"),
    path("lupa/", session.lupa, name="lupa"),
    path("peran/", session.peran, name="peran"),
    path("aktivasi/", activation.aktivasi, name="aktivasi"),
    path("aktivasi/selesai/", activation.aktif, name="aktif"),
    path("akun/", accounts.akun_list, name="akun_list"),
    path("akun/baru/", accounts.akun_new, name="akun_new"),
    path("akun/<uuid:user_id>/", accounts.akun, name="akun"),
    path("akun/<uuid:user_id>/peran/", accounts.akun_role, name="akun_role"),
    path(
        "akun/<uuid:user_id>/peran/<uuid:assignment_id>/akhiri/",
        accounts.akun_role_end,
        name="akun_role_end",
    ),
    path("akun/<uuid:user_id>/kunci/", accounts.akun_lock, name="akun_lock"),
    path("akun/<uuid:user_id>/buka/", accounts.akun_unlock, name="akun_unlock"),
    path("akun/<uuid:user_id>/kode/", accounts.akun_code, name="akun_code"),
    path("delegasi/", delegations.delegasi, name="delegasi"),
    path(
        "delegasi/<uuid:delegasi_id>/akhiri/", delegations.delegasi_akhiri, name="delegasi_akhiri"
    ),
    path("kode/", codes.kode_list, name="kode_list"),
    path("kode/<uuid:request_id>/", codes.kode, name="kode"),
    path("kode/<uuid:request_id>/lepas/", codes.kode_release, name="kode_release"),
    path("kode/<uuid:request_id>/tolak/", codes.kode_refuse, name="kode_refuse"),
]
