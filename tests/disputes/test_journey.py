"""A dispute through the pages: pre-protocol, stage 1, a reply, stage 2, resolved."""

import datetime
import uuid

from django.urls import reverse

from disputes.enums import DisputeStatus, Effect, Stage
from disputes.models import Dispute, Reply
from tests.disputes.conftest import TODAY


def dated(**days):
    posted = {}
    for name, value in days.items():
        posted |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
    return posted


def form_key(response):
    return str(response.context["form"]["form_key"].value())


def test_dispute_goes_from_pre_protocol_to_resolution(
    today, child, iro, manager, operational_manager, issue, signed_in, settings
):
    raiser, addressee, boss = signed_in(iro), signed_in(operational_manager), signed_in(manager)
    raise_url = reverse("disputes:raise", args=[child.pk])
    page = raiser.get(raise_url)
    sent = raiser.post(
        raise_url,
        {
            "summary": "The health plan is missing. Please write it.",
            "issues": [issue.pk],
            "stage": Stage.PRE_PROTOCOL,
            "to_pre_protocol": operational_manager.pk,
            "child_told": "yes",
            "form_key": form_key(page),
            **dated(on=today),
        },
    )
    dispute = Dispute.objects.get()
    detail = reverse("disputes:detail", args=[dispute.pk])
    assert (sent.status_code, sent["Location"]) == (302, detail)
    assert (dispute.stage, dispute.resolve_by) == (Stage.PRE_PROTOCOL, None)

    escalate = reverse("disputes:escalate", args=[dispute.pk])
    sent = raiser.post(
        escalate,
        {
            "stage": Stage.STAGE_1,
            "to_stage_1": operational_manager.pk,
            "version": dispute.version,
            "form_key": uuid.uuid4(),
            **dated(on=today),
        },
    )
    assert sent.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.stage, dispute.resolve_by) == (Stage.STAGE_1, datetime.date(2025, 3, 31))

    settings.IRO_TODAY = datetime.date(2025, 3, 6)
    assert addressee.get(reverse("disputes:addressed-to-me")).context["page_obj"].paginator.count == 1
    page = addressee.get(detail)
    sent = addressee.post(
        reverse("disputes:reply", args=[dispute.pk]),
        {"text": "It will be written by Friday.", "form_key": str(page.context["reply_form"]["form_key"].value())},
    )
    assert sent.status_code == 302
    assert Reply.objects.get().text == "It will be written by Friday."

    settings.IRO_TODAY = datetime.date(2025, 3, 12)
    sent = boss.post(
        escalate,
        {
            "stage": Stage.STAGE_2,
            "to_stage_2": operational_manager.pk,
            "version": dispute.version,
            "form_key": uuid.uuid4(),
            **dated(on=datetime.date(2025, 3, 12)),
        },
    )
    assert sent.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.stage, dispute.resolve_by) == (Stage.STAGE_2, datetime.date(2025, 3, 31))

    sent = raiser.post(
        reverse("disputes:resolve", args=[dispute.pk]),
        {
            "resolution": "The plan was written.",
            "effect": Effect.FULL,
            "version": dispute.version,
            "form_key": uuid.uuid4(),
            **dated(on=datetime.date(2025, 3, 12)),
        },
    )
    assert sent.status_code == 302
    dispute.refresh_from_db()
    assert (dispute.status, dispute.resolved_on) == (DisputeStatus.RESOLVED, datetime.date(2025, 3, 12))
    stages = list(dispute.stages.values_list("stage", "entered_on", "ended_on", "stages_skipped"))
    assert stages == [
        (Stage.PRE_PROTOCOL, TODAY, TODAY, 0),
        (Stage.STAGE_1, TODAY, datetime.date(2025, 3, 12), 0),
        (Stage.STAGE_2, datetime.date(2025, 3, 12), datetime.date(2025, 3, 12), 0),
    ]
    history = [entry.what for entry in raiser.get(detail).context["history"]]
    assert history == [
        "Raised at pre-protocol",
        "Taken to stage 1",
        "Written at stage 1",
        "Taken to stage 2",
        "Resolved",
    ]
