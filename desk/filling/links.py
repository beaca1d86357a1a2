"""What other pages show of forms that came in before a review."""

from accounts.models import User
from accounts.permissions import Capability, may
from design import formats
from design.components import Table
from desk.filling.presenters import sent_table
from participation.models import Consultation
from reviews.models import Review


def forms_of(review: Review, user: User) -> list[Table]:
    """Return the table of forms that came in before a review and that this person may read; none where none did."""
    if not may(user, Capability.READ_FORMS):
        return []
    visible = Consultation.objects.visible_to(user).filter(review=review)
    found = list(visible.select_related("child", "form", "person").order_by("-received_on", "-pk"))
    caption = formats.counted(len(found), "form that came in", "forms that came in")
    return [sent_table(found, caption=caption)] if found else []
