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
            name='Rhythm',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('weekly', 'Weekly'), ('monthly', 'Monthly'), ('quarterly', 'Quarterly'), ('half_yearly', 'Half Yearly'), ('yearly', 'Yearly')], default='weekly', max_length=11)),
                ('weekday', models.PositiveSmallIntegerField(default=0)),
                ('starts', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=60)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rhythms', to='org.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='rhythm_weekday')],
            },
        ),
        migrations.CreateModel(
            name='SalesMeeting',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('weekly', 'Weekly'), ('monthly', 'Monthly'), ('quarterly', 'Quarterly'), ('half_yearly', 'Half Yearly'), ('yearly', 'Yearly')], default='weekly', max_length=11)),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=60)),
                ('called_off_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sales_meetings', to='org.team')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'team', 'starts_at'], name='sales_meetings_of_team')],
                'constraints': [models.UniqueConstraint(models.F('organization'), models.F('team'), models.F('kind'), models.F('starts_at'), name='meeting_once')],
            },
        ),
    ]
