import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('org', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Funnel',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('counted_at', models.DateTimeField()),
                ('stages', models.JSONField(default=list)),
                ('reps', models.PositiveSmallIntegerField()),
                ('closed', models.PositiveIntegerField()),
                ('won', models.PositiveIntegerField()),
                ('deal_margin', models.FloatField()),
                ('deal_spread', models.FloatField()),
                ('month_margin', models.FloatField()),
                ('meetings_a_week', models.FloatField()),
                ('meeting_hours', models.FloatField()),
                ('right_share', models.FloatField()),
                ('cycle_weeks', models.FloatField()),
                ('margin_per_meeting', models.FloatField(null=True)),
                ('low', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('meetings', models.PositiveIntegerField(default=0)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
                ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='funnel', to='org.team')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgreedTarget',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('goal', models.DecimalField(decimal_places=2, max_digits=16)),
                ('wins', models.PositiveSmallIntegerField()),
                ('first_meetings', models.PositiveSmallIntegerField()),
                ('chance', models.FloatField()),
                ('hours', models.FloatField()),
                ('net_hours', models.FloatField()),
                ('assumptions', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='org.member')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_targets', to='org.team')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'team', 'first_day', '-at'], name='targets_of_team')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='target_forward'), models.CheckConstraint(condition=models.Q(('chance__gte', 0), ('chance__lte', 1)), name='target_chance'), models.CheckConstraint(condition=models.Q(('goal__gte', 0)), name='target_not_negative')],
            },
        ),
    ]
