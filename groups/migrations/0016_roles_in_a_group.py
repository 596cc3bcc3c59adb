from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

NEW = ['representative', 'manager', 'treasurer', 'member']
LABELS = {'representative': '代表', 'manager': '管理者', 'treasurer': '会計', 'member': '構成員'}


def known(roles):
    return models.CheckConstraint(condition=Q(('role__in', roles)), name='membership_role_is_known', violation_error_message='選べる値の中から選んでください。')


def role(default=None, length=20, roles=NEW, **more):
    given = {'default': default} if default else {'blank': True, 'editable': False}
    return models.CharField(choices=[(name, LABELS[name]) for name in roles], max_length=length, **given, **more)


def name_representatives(apps, schema_editor):
    """In each group the earliest of its managers with an open account becomes its representative."""
    places = apps.get_model('groups', 'Membership').objects.using(schema_editor.connection.alias)
    managing = places.filter(role='manager', ended_at=None, user__is_active=True)
    first = managing.filter(group=OuterRef('group')).order_by('joined_at', 'pk').values('pk')[:1]
    found = list(managing.filter(pk=Subquery(first)).values_list('pk', flat=True))
    for start in range(0, len(found), 500):
        places.filter(pk__in=found[start:start + 500]).update(role='representative')


def back_to_two(apps, schema_editor):
    """Representatives were managers, and treasurers members."""
    alias = schema_editor.connection.alias
    for model, column in (('Membership', 'role'), ('Invitation', 'group_role')):
        rows = apps.get_model('groups', model).objects.using(alias)
        rows.filter(**{column: 'representative'}).update(**{column: 'manager'})
        rows.filter(**{column: 'treasurer'}).update(**{column: 'member'})


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0015_invitations'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='membership',
            options={'ordering': ['group', 'joined_at'], 'verbose_name': '構成員', 'verbose_name_plural': '構成員'},
        ),
        migrations.RemoveConstraint(model_name='membership', name='membership_role_is_known'),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=role(default='member', verbose_name='役割'),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='group_role',
            field=role(verbose_name='団体での役割'),
        ),
        migrations.AddConstraint(model_name='membership', constraint=known(NEW)),
        migrations.RunPython(name_representatives, back_to_two),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('role', 'representative')), fields=('group',), name='membership_one_representative', violation_error_message='この団体には、すでに代表がいます。代表は一人です。'),
        ),
    ]
