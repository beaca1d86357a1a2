"""What narrows the log."""

from django import forms

from audit.models import AuditEvent
from design.fields import DateField
from design.forms import FilterForm, GovukForm, SearchInput

KINDS = (("", "Everything"), *((kind.value, kind.label.capitalize()) for kind in AuditEvent.Kind))


class LogFilter(FilterForm):
    """Whose events, of which kind, from when until when."""

    who = forms.CharField(label="Name of a person, or their e-mail address", max_length=80, widget=SearchInput)
    kind = forms.ChoiceField(label="What happened", choices=KINDS)
    first = DateField(label="From")
    last = DateField(label="Until")


class FindChildForm(GovukForm):
    """The authority's own id of a child, in full."""

    local_id = forms.CharField(
        label="Id of a child",
        help_text="The authority's own id, in full. Names are not searched here.",
        max_length=20,
        error_messages={"required": "Enter the id of a child"},
    )
