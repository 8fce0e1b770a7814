"""The address of the overview."""

from django.urls import path

from sada.web.overview import views

app_name = "overview"
urlpatterns = [path("", views.page, name="page")]
