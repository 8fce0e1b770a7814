"""The addresses of stories."""

from django.urls import path

from sada.web.stories import acting, joining, line, line_sending, opening, versions, views

app_name = "stories"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
    path("<int:pk>/find/", joining.find, name="find"),
    path("<int:pk>/confirm/", acting.confirm, name="confirm"),
    path("<int:pk>/split/", acting.split, name="split"),
    path("<int:pk>/open/", opening.open_cases, name="open_cases"),
    path("<int:pk>/open/undo/", opening.undo_cases, name="undo_cases"),
    path("<int:pk>/undo/", acting.undo, name="undo"),
    path("<int:pk>/line/", line.write, name="write_line"),
    path("<int:pk>/facts/", line.quotable, name="quotable"),
    path("lines/<int:pk>/submit/", line.submit, name="submit_line"),
    path("lines/<int:pk>/approve/", line.approve, name="approve_line"),
    path("lines/<int:pk>/return/", line.give_back, name="return_line"),
    path("lines/<int:pk>/answer/", line.answer, name="answer_cases"),
    path("lines/<int:pk>/approve-answers/", line.approve_answers, name="approve_answers"),
    path("lines/<int:pk>/send/", line_sending.send, name="send_answers"),
    path("<int:pk>/merge/", acting.merge, name="merge"),
]
