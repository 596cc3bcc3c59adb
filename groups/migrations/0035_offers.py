
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', "0034_supporters_of_the_counter"),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='地区')),
                ('hidden_at', models.DateTimeField(editable=False, null=True, verbose_name='表示をやめた日時')),
                ('hidden_because', models.TextField(blank=True, db_default='', default='', editable=False, max_length=2000, verbose_name='表示をやめた理由')),
                ('hidden_by_city', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='市が表示をやめた')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の番号')),
                ('came_by', models.CharField(blank=True, choices=[('counter', '窓口'), ('post', '郵送'), ('fax', 'FAX'), ('phone', '電話')], max_length=10, verbose_name='受け付けた方法')),
                ('came_on', models.DateField(blank=True, null=True, verbose_name='受け付けた日')),
                ('kind', models.CharField(choices=[('money', '資金'), ('things', '物品'), ('place', '場所'), ('people', '人'), ('information', '情報'), ('skills', '専門技能'), ('research', '大学の知識と学生')], max_length=12, verbose_name='何を提供できますか')),
                ('title', models.CharField(max_length=100, verbose_name='見出し')),
                ('text', models.TextField(max_length=2000, verbose_name='内容')),
                ('amount', models.CharField(blank=True, max_length=200, verbose_name='量と期間')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='相談を受け付ける最後の日')),
                ('conditions', models.CharField(blank=True, max_length=500, verbose_name='条件')),
                ('handing', models.CharField(blank=True, max_length=300, verbose_name='受け渡し')),
                ('receipt', models.CharField(blank=True, max_length=300, verbose_name='寄附の扱い・受領書')),
                ('may_be_named', models.BooleanField(default=True, verbose_name='お礼を、団体の名前と一緒に公開してもよい')),
                ('status', models.CharField(choices=[('open', '公開中'), ('talking', '相談中'), ('agreed', '成立'), ('thanked', 'お礼・記録済'), ('withdrawn', '取り下げ'), ('expired', '期限で終了')], default='open', editable=False, max_length=10, verbose_name='状態')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='書いた人')),
                ('entered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した職員')),
                ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='groups.group', verbose_name='提供する団体')),
            ],
            options={
                'verbose_name': '団体からの提供',
                'verbose_name_plural': '団体からの提供',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OfferTalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の番号')),
                ('words', models.TextField(max_length=1000, verbose_name='何のために、どう使いたいか')),
                ('thanks', models.TextField(blank=True, editable=False, max_length=500, verbose_name='お礼のことば')),
                ('thanks_public', models.BooleanField(default=False, editable=False, verbose_name='お礼を公開してもよい')),
                ('status', models.CharField(choices=[('asked', '返事待ち'), ('agreed', '成立'), ('thanked', 'お礼・記録済'), ('declined', '見送り'), ('withdrawn', '取り下げ'), ('unanswered', '返事なし')], default='asked', editable=False, max_length=12, verbose_name='状態')),
                ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='相談した人')),
                ('department', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.department', verbose_name='相談した課')),
                ('group', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group', verbose_name='相談した団体')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talks', to='groups.offer', verbose_name='提供')),
            ],
            options={
                'verbose_name': '提供についての相談',
                'verbose_name_plural': '提供についての相談',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['status', '-created_at', '-id'], name='offer_newest'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['money', 'things', 'place', 'people', 'information', 'skills', 'research'])), name='offer_kind_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'talking', 'agreed', 'thanked', 'withdrawn', 'expired'])), name='offer_status_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at__isnull', True), ('hidden_because', ''), ('hidden_by_city', False)), models.Q(('hidden_at__isnull', False), models.Q(('hidden_because', ''), _negated=True)), _connector='OR'), name='offer_is_hidden_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_by', ''), ('came_on__isnull', True), ('entered_by__isnull', True)), models.Q(('came_on__isnull', False), ('entered_by__isnull', False), models.Q(('came_by', ''), _negated=True)), _connector='OR'), name='offer_entered_whole'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('came_by__in', ['', 'counter', 'post', 'fax', 'phone'])), name='offer_came_by_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.AddIndex(
            model_name='offertalk',
            index=models.Index(fields=['status', 'created_at'], name='offer_talk_waiting'),
        ),
        migrations.AddConstraint(
            model_name='offertalk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('group__isnull', False)), models.Q(('department__isnull', False), ('group__isnull', True)), _connector='OR'), name='offer_talk_is_of_one', violation_error_message='どちらか一方だけを選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='offertalk',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'agreed', 'thanked', 'declined', 'withdrawn', 'unanswered'])), name='offer_talk_status_is_known', violation_error_message='選べる値の中から選んでください。'),
        ),
        migrations.AddConstraint(
            model_name='offertalk',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('offer', 'group'), name='offer_talk_of_group_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='offertalk',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('offer', 'department'), name='offer_talk_of_department_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='offertalk',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('agreed', 'thanked'))), fields=('offer',), name='offer_is_given_once'),
        ),
    ]
