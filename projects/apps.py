"""What is done together."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from kyodo_portal.cities import City, city
from projects.types import CollaborationForm


def check_forms(of_city: City) -> None:
    """A city can switch on only what the table of forms has. Raises ImproperlyConfigured, one line."""
    if unknown := set(of_city.enabled_forms) - set(CollaborationForm):
        raise ImproperlyConfigured(
            f"kyodo_portal/cities/{of_city.slug}.toml: enabled_forms: no such form: "
            f"{sorted(unknown)}; forms are 1 to {max(CollaborationForm)}"
        )


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "協働事業"

    def ready(self) -> None:
        check_forms(city())
