# The pledges that one organisation checks begin at an index of their own, in place of the one of the foreign key alone.

import django.db.models.deletion
from django.db import migrations, models

INDEX = "casework_pledge_organisation_id_b4502576"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_organisation_lists"),
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(  # dropped, without making the table anew as SQLite would
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{INDEX}"',
                    f'CREATE INDEX "{INDEX}" ON "casework_pledge" ("organisation_id")',
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="pledge",
                    name="organisation",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="identity.organisation",
                        verbose_name="核查单位",
                    ),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(fields=["organisation", "result", "check_at", "id"], name="pledge_to_check_here"),
        ),
    ]
