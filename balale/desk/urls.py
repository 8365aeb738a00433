"""Addresses of village and office screens. Identities never stand in one, only row ids."""

from django.urls import path

from balale.desk import views

app_name = "desk"
urlpatterns = [path("", views.beranda, name="beranda")]
