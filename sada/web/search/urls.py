"""The address of the search."""

from django.urls import path

from sada.web.search import views

app_name = "search"
urlpatterns = [path("", views.everything, name="find")]
