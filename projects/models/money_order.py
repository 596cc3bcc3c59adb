"""The amounts of a project in their order: the city's share within the total, the ceiling and what was decided."""

from django.utils.translation import gettext_lazy as _

from kyodo_portal.life.constraints import in_order

MONEY_IN_ORDER = (
    in_order(
        "budget_city",
        "budget_total",
        name="project_city_share_within_total",
        message=_("市の負担は、事業費の計画額より多くできません。"),
    ),
    in_order(
        "budget_city",
        "budget_cap",
        name="project_city_share_within_cap",
        message=_("市の負担は、決定で定めた上限より多くできません。"),
    ),
    in_order(
        "budget_decided",
        "budget_cap",
        name="project_decided_within_cap",
        message="市の決定額は、決定で定めた上限より多くできません。",
    ),
    in_order(
        "budget_city",
        "budget_decided",
        name="project_city_share_within_decided",
        message=_("市の負担は、市の決定額より多くできません。"),
    ),
)
