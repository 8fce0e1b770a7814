"""The addresses of stories."""

from django.urls import path

from sada.web.stories import acting, views

app_name = "stories"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/between/<int:first>/<int:second>/", views.between, name="between"),
    path("<int:pk>/confirm/", acting.confirm, name="confirm"),
    path("<int:pk>/take-out/<int:item>/", acting.take_out_one, name="take_out"),
    path("<int:pk>/put-in/<int:item>/", acting.put_in, name="put_in"),
    path("<int:pk>/merge/", acting.merge, name="merge"),
]
