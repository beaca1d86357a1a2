"""What an IRO leaves to others: the children who are theirs, and those whom they cover."""

from accounts.enums import Role
from accounts.leaving import register_remains
from accounts.models import User
from children.models import IROAllocation
from design.formats import counted


def children_to_reallocate(user: User, role: str) -> str:
    """Say how many children are allocated to somebody who is to be an IRO no longer."""
    if role != Role.IRO:
        return ""
    number = IROAllocation.objects.open().filter(iro=user).count()
    if not number:
        return ""
    return (
        f"{counted(number, 'child is', 'children are')} allocated to them, and stay theirs until you allocate each to "
        "someone else. Do that first: they lose access to these records when the role ends."
    )


def register() -> None:
    """Tell the page that ends a role."""
    register_remains(children_to_reallocate)
