"""The people around a child, and brothers and sisters."""

from typing import Any

from audit.actions import action
from audit.actors import Actor
from children.models import Child, ConflictOfInterest, PersonAroundChild, SiblingGroup


@action("children.record_person")
def record_person(*, child: Child, by: Actor, **facts: Any) -> PersonAroundChild:
    """Record a parent or other person around a child. `facts` are fields of PersonAroundChild."""
    person = PersonAroundChild(child=child, **facts)
    person.full_clean()
    person.save()
    return person


@action("children.group_siblings")
def group_siblings(*, children: list[Child], name: str, by: Actor) -> SiblingGroup:
    """Record that children are brothers and sisters. A child already in a family brings that family along."""
    group = next((child.siblings for child in children if child.siblings_id), None)
    group = group or SiblingGroup.objects.create(name=name)
    Child.objects.filter(pk__in=[child.pk for child in children]).update(siblings=group)
    # Who must not see one of them and their family must not see the others either.
    conflicts = ConflictOfInterest.objects.standing().filter(child__in=children, is_whole_family=True)
    conflicts.update(siblings=group)
    return group
