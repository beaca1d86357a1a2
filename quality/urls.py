"""Addresses of the quality pages."""

from django.urls import URLPattern, URLResolver, path

from quality.views import adding, lists

app_name = "quality"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.audit_list, name="list"),
    path("audits/record/", adding.record_audit, name="record-audit"),
    path("checklists/", lists.checklist_list, name="checklists"),
    path("checklists/reviews/", lists.choose_review, name="choose-review"),
    path("checklists/reviews/<int:review_pk>/", adding.complete_checklist, name="checklist"),
    path("concerns/", lists.concern_list, name="concerns"),
    path("concerns/raise/", adding.raise_concern, name="raise-concern"),
    path("concerns/<int:pk>/close/", adding.close_concern, name="close-concern"),
    path("good-practice/", lists.good_practice_list, name="good-practice"),
    path("good-practice/note/", adding.note_good_practice, name="note-good-practice"),
    path("activity/", lists.activity_list, name="activity"),
    path("activity/note/", adding.note_activity, name="note-activity"),
]
