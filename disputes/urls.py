"""Addresses of the disputes pages."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import detail, lists, referrals, steps

app_name = "disputes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.dispute_list, name="list"),
    path("addressed-to-me/", lists.addressed_to_me, name="addressed-to-me"),
    path("raise/", lists.choose_child, name="choose-child"),
    path("raise/<int:child_pk>/", steps.raise_concern, name="raise"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/reply/", steps.reply, name="reply"),
    path("<int:pk>/escalate/", steps.escalate, name="escalate"),
    path("<int:pk>/resolve/", steps.resolve, name="resolve"),
    path("<int:pk>/withdraw/", steps.withdraw, name="withdraw"),
    path("<int:pk>/reopen/", steps.reopen, name="reopen"),
    path("<int:pk>/refer/", referrals.refer_dispute, name="refer-dispute"),
    path("cafcass/", referrals.referral_list, name="referrals"),
    path("cafcass/<int:child_pk>/refer/", referrals.refer, name="refer"),
    path("cafcass/referrals/<int:pk>/outcome/", referrals.referral_outcome, name="referral-outcome"),
]
