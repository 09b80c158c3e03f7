"""How Django's forms are written out: with the templates of this room (``ui/forms/``)."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """``{{ form }}`` is an error summary and its fields; ``{{ form.name.as_field_group }}`` one field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
