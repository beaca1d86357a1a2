"""The child whom a page is about: found among those this person may see, and told apart from a namesake."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from audit.reading import saw
from children.models import Child
from design.formats import day


def visible_child(request: HttpRequest, pk: int) -> Child:
    """Return a child whom this person may see, noted as read, or answer that there is no such page."""
    child: Child = get_object_or_404(Child.objects.visible_to(request.user).select_related("siblings"), pk=pk)
    saw(request, child)
    return child


def told_apart(child: Child) -> str:
    """Return name, id and date of birth, for forms that change what stands about a child."""
    return f"{child}, {child.local_id}, born {day(child.date_of_birth)}"
