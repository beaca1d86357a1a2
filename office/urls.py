"""Addresses of the office pages."""

from django.urls import URLPattern, URLResolver, path

from office.duty import views as duty
from office.timekeeping import views as timekeeping
from office.views import drafts, jobs, settings

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("draft/", drafts.draft, name="draft"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry-job"),
    path("settings/", settings.settings, name="settings"),
    path("settings/duty/", duty.duty, name="duty"),
    path("holidays/", settings.holidays, name="holidays"),
    path("holidays/new/", settings.add_holiday, name="add-holiday"),
    path("holidays/<int:pk>/remove/", settings.remove_holiday, name="remove-holiday"),
    path("time/", timekeeping.time, name="time"),
    path("time/people/", timekeeping.time_of_others, name="time-of-others"),
    path("time/people/<int:pk>/", timekeeping.time_of, name="time-of"),
    path("time/people/<int:pk>/pattern/", timekeeping.begin_pattern, name="begin-pattern"),
    path("time/people/<int:pk>/leave/", timekeeping.enter_leave, name="enter-leave"),
    path("time/pattern/<int:pk>/", timekeeping.change_pattern, name="change-pattern"),
    path("time/leave/<int:pk>/", timekeeping.change_leave, name="change-leave"),
    path("time/leave/<int:pk>/remove/", timekeeping.remove_leave, name="remove-leave"),
]
