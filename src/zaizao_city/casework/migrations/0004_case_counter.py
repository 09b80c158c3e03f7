# Where a case came in: the counter, which may be another district's.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_pledge_follow_up"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="counter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="places.counter",
                verbose_name="收件窗口",
            ),
        ),
    ]
