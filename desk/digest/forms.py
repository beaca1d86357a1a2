"""What somebody wants to be told of by mail, and how often: one question for each sort of thing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from design.formats import at_start
from design.forms import FormKeyField, GovukForm, Layout, VersionField
from desk.digest.gathering import how_of
from desk.digest.models import DigestPreferences, How
from desk.digest.sources import Source

ALWAYS = "The law asks for this, so it cannot be turned off."


class PreferencesForm(GovukForm):
    """How often to be told of each sort of thing."""

    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, sources: Iterable[Source], chosen: DigestPreferences, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": chosen.version}, **kwargs)
        names = []
        for source in sources:
            options = [each for each in How.choices if not (source.is_duty and each[0] == How.OFF)]
            self.fields[source.name] = forms.ChoiceField(
                label=at_start(source.many),
                help_text=ALWAYS if source.is_duty else "",
                choices=options,
                initial=how_of(source, chosen),
                error_messages={"required": "Choose how often"},
            )
            names.append(source.name)
        self.layout = Layout(*names)  # type: ignore[misc]  # one per form: it names the sources
