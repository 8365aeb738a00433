"""The change list: 25 persons a page, searched by name and number."""

from django.contrib import admin

from launch.bench.yardstick.people.models import Person


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["nama", "nik", "tanggal_lahir", "jenis_kelamin", "desa"]
    list_select_related = ["desa"]
    list_per_page = 25
    search_fields = ["nama", "nik"]
