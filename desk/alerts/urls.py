"""Addresses: safety alerts."""

from django.urls import URLPattern, URLResolver, path

from desk.alerts.views import acting, lists, one, raising

app_name = "alerts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.alerts, name="list"),
    path("form/<int:pk>/", raising.call_for_action, name="raise"),
    path("<int:pk>/", one.alert, name="alert"),
    path("<int:pk>/acknowledge/", acting.acknowledge, name="acknowledge"),
    path("<int:pk>/acknowledged-by-mistake/", acting.take_back, name="take-back"),
    path("<int:pk>/close/", acting.close, name="close"),
    path("<int:pk>/closed-by-mistake/", acting.reopen, name="reopen"),
    path("<int:pk>/add/", acting.add, name="add"),
]
