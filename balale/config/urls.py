"""Root urls. Words in addresses are Indonesian; nothing secret ever stands in one."""

from django.urls import include, path

handler400 = "balale.kit.views.bad_request"
handler403 = "balale.kit.views.permission_denied"
handler404 = "balale.kit.views.page_not_found"
handler500 = "balale.kit.views.server_error"

urlpatterns = [
    path("", include("balale.access.urls")),
    path("", include("balale.desk.urls")),
    path("belajar/", include("balale.latihan.urls")),
    path("verifikasi/", include("balale.verification.urls")),
    path("kasus/", include("balale.cases.urls")),
]
