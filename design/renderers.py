"""How Django itself renders a form: with the same templates as the crispy pack."""

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Forms, fields and formsets in the GOV.UK pattern, so that `{{ form }}` and `{% crispy form %}` agree."""

    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    formset_template_name = "govuk/formset.html"
