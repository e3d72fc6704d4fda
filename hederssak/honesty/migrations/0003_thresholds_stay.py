from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("honesty", "0002_judging"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="threshold", name="one_threshold"),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.UniqueConstraint(
                models.F("organization"), models.F("learned_at"), models.F("code"), models.F("group"), name="one_threshold"
            ),
        ),
    ]
