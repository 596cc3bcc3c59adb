"""Agreements gain clauses and the amount that the city decided. Terms without either have the digest
they had, so that nobody signs because of an upgrade, and an amendment that is talked about goes on."""

import hashlib
import json
from typing import Any

from django.db import migrations, models

WHOLE, CLAUSES = 2, 3
GOAL = ("what", "how_much", "by_when")
MONEY = ("total", "city", "cap")


def _identity(party: dict[str, Any]) -> str:
    return f"{party['id']}" if party["id"] is not None else f"={party['name']}"


def _digest_of_the_whole(terms: dict[str, Any]) -> str:
    signed = {
        "purpose": terms["purpose"],
        "goals": [{name: goal[name] for name in GOAL} for goal in terms["goals"]],
        "roles": terms["roles"],
        "period": terms["period"],
        "money": {name: terms["money"][name] for name in MONEY},
        "costs": terms["costs"],
        "conditions": terms["conditions"],
        "parties": {
            side: sorted(map(_identity, rows)) for side, rows in terms["parties"].items()
        },
    }
    canonical = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def sign_the_whole_again(apps: Any, schema_editor: Any) -> None:
    """For whoever goes back: what both sides signed holds there by all but its clauses."""
    database = schema_editor.connection.alias
    for agreement in apps.get_model("projects", "Agreement").objects.using(database).filter(
        scheme=CLAUSES
    ):
        agreement.scheme, agreement.digest = WHOLE, _digest_of_the_whole(agreement.terms)
        agreement.save(update_fields=["scheme", "digest"])
    for amendment in apps.get_model("projects", "Amendment").objects.using(database).all():
        amendment.digest = _digest_of_the_whole(amendment.terms)
        amendment.save(update_fields=["digest"])


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0035_steps_of_running_projects'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreement_scheme_is_known',
        ),
        migrations.AddField(
            model_name='project',
            name='budget_decided',
            field=models.PositiveBigIntegerField(blank=True, help_text='市が出すと決めた額です（交付決定額、契約額など）。まだ決まっていなければ、空欄にします。', null=True, verbose_name='市の決定額（円）'),
        ),
        migrations.AddField(
            model_name='project',
            name='clauses',
            field=models.JSONField(blank=True, db_default=models.Value({}, output_field=models.JSONField()), default=dict, editable=False, verbose_name='協定の条項'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='scheme',
            field=models.PositiveSmallIntegerField(choices=[(1, '目的・目標・役割分担'), (2, '目的・目標・役割分担・期間・費用・条件・当事者'), (3, '同上と、条項・決定額')], default=3, editable=False, verbose_name='署名の範囲'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', [1, 2, 3])), name='agreement_scheme_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('budget_decided__isnull', True), ('budget_cap__isnull', True), ('budget_decided__lte', models.F('budget_cap')), _connector='OR'), name='project_decided_within_cap', violation_error_message='市の決定額は、決定で定めた上限より多くできません。'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('budget_city__isnull', True), ('budget_decided__isnull', True), ('budget_city__lte', models.F('budget_decided')), _connector='OR'), name='project_city_share_within_decided', violation_error_message='市の負担は、市の決定額より多くできません。'),
        ),
        migrations.RunPython(migrations.RunPython.noop, sign_the_whole_again),
    ]
