import django.db.models.deletion
import hederssak.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cadence', '0001_first'),
        ('org', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreparedPack',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('as_of', models.DateTimeField()),
                ('contents', models.JSONField()),
                ('short', models.JSONField(default=dict)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='prepared', to='cadence.salesmeeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('freezing', models.CharField(choices=[('day_before', 'Day Before'), ('at_start', 'At Start')], max_length=10)),
                ('as_of', models.DateTimeField()),
                ('frozen_at', models.DateTimeField()),
                ('contents', models.JSONField()),
                ('short', models.JSONField(default=dict)),
                ('summary', models.JSONField(default=dict)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='cadence.salesmeeting')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='org.organization')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='org.team')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'team', '-as_of'], name='packs_of_team')],
                'constraints': [models.UniqueConstraint(models.F('meeting'), models.F('freezing'), name='frozen_once')],
            },
        ),
        migrations.CreateModel(
            name='PackLook',
            fields=[
                ('id', models.UUIDField(default=hederssak.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cadence.salesmeeting')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.member')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='org.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('meeting'), models.F('member'), name='first_look_only')],
            },
        ),
    ]
