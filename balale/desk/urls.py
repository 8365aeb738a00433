"""Addresses of village and office screens. Identities never stand in one, only row ids."""

from django.urls import path

from balale.desk.views import help, home

app_name = "desk"
urlpatterns = [
    path("", home.beranda, name="beranda"),
    path("bantuan/", help.bantuan, name="bantuan"),
]
