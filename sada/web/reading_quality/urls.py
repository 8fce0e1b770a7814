"""The addresses of reading quality."""

from django.urls import path

from sada.web.reading_quality import acting, views

app_name = "reading_quality"
urlpatterns = [
    path("", views.page, name="page"),
    path("items/", views.items, name="items"),
    path("unsure/", views.unsure, name="unsure"),
    path("unsure/many/", acting.many, name="many"),
    path("unsure/<int:pk>/", acting.decide, name="decide"),
    path("undo/", acting.undo, name="undo"),
    path("models/<slug:name>/", acting.switch, name="switch"),
]
