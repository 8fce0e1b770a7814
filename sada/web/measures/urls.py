"""Addresses of the measures."""

from django.urls import path

from sada.web.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.page, name="board"),
    path("chart/<slug:name>", views.chart, name="chart"),
    path("table.<slug:form>", views.download, name="table"),
    path("cases", views.cases, name="cases"),
    path("items", views.items, name="items"),
]
