"""How Django's forms are written out: with the templates of this room (``ui/forms/``), the plainest widgets without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from zaizao_city.foundation.ui.written import write_input, write_textarea

WRITTEN = {
    "django/forms/widgets/hidden.html": write_input,
    "django/forms/widgets/text.html": write_input,
    "django/forms/widgets/textarea.html": write_textarea,
}


class FormRenderer(TemplatesSetting):
    """``{{ form }}`` is an error summary and its fields; ``{{ form.name.as_field_group }}`` one field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        """A widget by `written` where it is one of the plainest, else its template."""
        write = WRITTEN.get(template_name)
        return super().render(template_name, context, request=request) if write is None else write(context["widget"])
