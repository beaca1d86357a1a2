"""Addresses: decisions challenged and carried out, the letter to the child, who gets the record, filing it."""

from django.urls import URLPattern, URLResolver, path

from desk.after_review.views import challenging, decisions, deputies, filing, letters, recipients

app_name = "after_review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("challenge/", challenging.to_challenge, name="to-challenge"),
    path("challenge/<int:pk>/", challenging.challenge, name="challenge"),
    path("challenged/", challenging.to_answer, name="to-answer"),
    path("challenged/<int:pk>/answer/", challenging.answer, name="answer"),
    path("challenged/<int:pk>/take-back/", challenging.take_back, name="take-back"),
    path("deputies/", deputies.deputies, name="deputies"),
    path("deputies/name/", deputies.name, name="name-deputy"),
    path("deputies/<int:pk>/end/", deputies.end, name="end-deputy"),
    path("decision/<int:pk>/", decisions.decision, name="decision"),
    path("decision/<int:pk>/progress/", decisions.progress, name="progress"),
    path("decision/<int:pk>/not-yet/", decisions.not_yet, name="not-yet"),
    path("decision/<int:pk>/open-again/", decisions.reopen, name="reopen"),
    path("decision/<int:pk>/owner/", decisions.owner, name="owner"),
    path("said-done/", decisions.to_confirm, name="to-confirm"),
    path("<int:pk>/letter/", letters.letter, name="letter"),
    path("<int:pk>/letter/read/", letters.read_letter, name="read-letter"),
    path("<int:pk>/recipients/", recipients.recipients, name="recipients"),
    path("<int:pk>/recipients/add/", recipients.add, name="add-recipient"),
    path("recipient/<int:pk>/", recipients.preview, name="preview"),
    path("recipient/<int:pk>/version/", recipients.choose, name="choose-version"),
    path("recipient/<int:pk>/sent/", recipients.sent, name="mark-sent"),
    path("recipient/<int:pk>/not-sent/", recipients.undo, name="undo-sent"),
    path("to-file/", filing.to_file, name="to-file"),
    path("<int:pk>/copy/", filing.copy, name="copy"),
    path("<int:pk>/copy/file/", filing.copy_file, name="copy-file"),
    path("filed/<int:pk>/undo/", filing.undo, name="undo-filing"),
    path("template/", filing.template, name="template"),
]
