"""Addresses of village and office screens. Identities never stand in one, only row ids."""

from django.urls import path

from balale.desk.views import home

app_name = "desk"
urlpatterns = [
    path("", home.beranda, name="beranda"),
]
