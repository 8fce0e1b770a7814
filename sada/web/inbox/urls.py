"""The addresses of the inbox; filters and the place in the list stand in the query string."""

from django.urls import path

from sada.web.inbox import acting, archive, correcting, saved, views

app_name = "inbox"
urlpatterns = [
    path("", views.listing, name="list"),
    path("news/", views.news, name="news"),
    path("new/", saved.new, name="new"),
    path("views/", saved.keep, name="keep"),
    path("views/<int:pk>/forget/", saved.forget, name="forget"),
    path("choices/", correcting.choices, name="choices"),
    path("undo/", acting.undo, name="undo"),
    path("many/<slug:what>/", acting.decide_many, name="many"),
    path("item/<int:pk>/", views.item, name="item"),
    path("<int:pk>/", views.read, name="read"),
    path("<int:pk>/nearby/", views.nearby, name="nearby"),
    path("<int:pk>/cases/", acting.cases, name="cases"),
    path("<int:pk>/units/", acting.units_to, name="units"),
    path("<int:pk>/unmask/", acting.unmask, name="unmask"),
    path("<int:pk>/archived/", archive.archived, name="archived"),
    path("<int:pk>/untag/", acting.untag, name="untag"),
    path("<int:pk>/correct/<slug:name>/", correcting.correct, name="correct"),
    path("<int:pk>/<slug:what>/", acting.decide, name="decide"),
]
