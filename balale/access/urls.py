"""Addresses of sign-in, activation and accounts."""

from django.urls import path

from balale.access import views

app_name = "access"
urlpatterns = [
    path("masuk/", views.masuk, name="masuk"),
    path("keluar/", views.keluar, name="keluar"),
    path("aktivasi/", views.aktivasi, name="aktivasi"),
]
