# Every list of cases begins at an index: by process, late ones, what a counter took in; and the promises of a period.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_case_counter"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["process", "-opened_at", "-id"], name="case_process"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_late", True)), fields=["kind", "-opened_at", "-id"], name="case_late"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("counter__isnull", False)),
                fields=["counter", "-opened_at", "-id"],
                name="case_counter",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("promised_at__isnull", False)),
                fields=["opened_at", "process", "closed_at", "promised_at", "outcome"],
                name="case_promised",
            ),
        ),
    ]
