"""The pages of the portal to which a profile may lead: its names for them, and their addresses."""

from collections.abc import Mapping
from types import MappingProxyType

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "home": "home",
        "guide": "guide",
        "which_form": "which_form",
        "projects": "projects:list",
        "project_map": "projects:map",
        "updates": "projects:updates",
        "events": "events:list",
        "help_wanted": "help_wanted:list",
        "supporters": "supporters:list",
        "offers": "offers:list",
        "places": "places:list",
        "lectures": "lectures:list",
        "concerns": "concerns:list",
        "groups": "groups:list",
        "group_apply": "groups:create",
        "calls": "calls:list",
        "opinions": "opinions:list",
        "consultations": "consultations:list",
        "consult": "consultations:create",
        "evaluations": "evaluations:list",
        "evaluate": "evaluations:create",
        "statistics": "statistics",
        "open_data": "open_data",
        "search": "search",
        "accessibility": "accessibility",
        "my": "my",
        "sign_up": "account_signup",
        "sign_in": "account_login",
        "new_password": "account_reset_password",
        "my_account": "my_account:settings",
        "notices": "notices:list",
        "messages": "messages:list",
    }
)
"""Each name a profile may write as `page`, with the name of its address (`urls.py`)."""
