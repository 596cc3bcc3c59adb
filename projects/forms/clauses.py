"""The clauses of an agreement in the form of the plan: one text for each topic."""

from typing import Any

from django import forms

from kyodo_portal.writing.fields import PlainTextField
from projects.agreement.clauses import templates_for
from projects.models import LONGEST_CLAUSE, Project, Topic

CLAUSE_FIELDS = {f"clause_{topic.value}": topic for topic in Topic}
"""The field of each topic by its name."""


def add_clause_fields(form: forms.BaseForm, project: Project) -> None:
    """Ask for each clause, with what is stored."""
    for name, topic in CLAUSE_FIELDS.items():
        form.fields[name] = PlainTextField(
            label=topic.label,
            required=False,
            max_length=LONGEST_CLAUSE,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        form.initial[name] = project.clauses.get(topic.value, "")


def take_clauses(form: Any) -> None:
    """What a form says of each topic, into its project; a form without these fields changes nothing."""
    said = {topic: form.cleaned_data.get(name) for name, topic in CLAUSE_FIELDS.items()}
    if any(name in form.fields for name in CLAUSE_FIELDS):
        form.instance.clauses = {topic.value: text for topic, text in said.items() if text}


def with_templates(data: Any, project: Project) -> Any:
    """What was sent, with the city's template in each clause that is still blank."""
    data = data.copy()
    sent = data.get("main_form", "")
    number = int(sent) if sent.isascii() and sent.isdecimal() else project.main_form
    proposed = templates_for(number)
    for name, topic in CLAUSE_FIELDS.items():
        if not data.get(name, "").strip():
            data[name] = proposed.get(topic.value, "")
    return data
