# An organisation's open, late and categorised cases begin at indexes of their own, which hold nothing else. In exchange
# every foreign key loses its index where another index begins with it, and cases the one by territory, which no list
# asked: an application that is opened writes a dozen entries less and one more. Nothing is rebuilt: what goes is dropped.

import django.db.models.deletion
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT


def leave_index(model, field, index, key):
    """The field as ``key`` describes it; its own index is dropped, without making the table anew as SQLite would."""
    table = f"casework_{model}"
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunSQL(
                f'DROP INDEX IF EXISTS "{table}_{field}_id_{index}"',
                f'CREATE INDEX "{table}_{field}_id_{index}" ON "{table}" ("{field}_id")',
            )
        ],
        state_operations=[migrations.AlterField(model_name=model, name=field, field=key)],
    )


def to_case(name):
    return models.ForeignKey(
        db_index=False, on_delete=PROTECT, related_name=name, to="casework.case", verbose_name="办件"
    )


def to_other(name, to, said, *, null=True):
    return models.ForeignKey(db_index=False, null=null, on_delete=PROTECT, related_name=name, to=to, verbose_name=said)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_lists"),
        ("identity", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_territory"),
        leave_index("case", "applicant", "2e63bba3", to_other("cases", "identity.person", "申请人")),
        leave_index("case", "counter", "91dcdb51", to_other("cases", "places.counter", "收件窗口")),
        leave_index("case", "enterprise", "ce77797b", to_other("cases", "identity.enterprise", "企业")),
        leave_index(
            "case", "organisation", "566db4dd", to_other("cases", "identity.organisation", "牵头单位", null=False)
        ),
        leave_index("case", "owner", "12e048c1", to_other("owned_cases", "identity.person", "帮办员")),
        leave_index("case", "parent", "a45a861e", to_other("children", "casework.case", "上级办件")),
        leave_index("document", "case", "77cd4fd6", to_case("documents")),
        leave_index("issuedresult", "enterprise", "12452f27", to_other("results", "identity.enterprise", "持有企业")),
        leave_index("issuedresult", "person", "2f144756", to_other("results", "identity.person", "持有人")),
        leave_index("itemdecision", "case", "5de49f78", to_case("decisions")),
        leave_index(
            "itemdecision", "organisation", "b6745500", to_other("decisions", "identity.organisation", "决定单位")
        ),
        leave_index("pledge", "case", "cbcdaa99", to_case("pledges")),
        leave_index("workitem", "assignee", "19402be3", to_other("work_items", "identity.person", "经办人")),
        leave_index("workitem", "case", "8a9dbee9", to_case("work_items")),
        leave_index(
            "workitem", "offered_to", "ef6d1efb", to_other("offered_work", "identity.organisation", "拟交办单位")
        ),
        leave_index(
            "workitem", "organisation", "fdb9ea45", to_other("work_items", "identity.organisation", "承办单位")
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["organisation", "kind", "-opened_at", "-id"],
                name="case_open",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_late", True)),
                fields=["organisation", "kind", "-opened_at", "-id"],
                name="case_late_here",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("kind", "hotline_order")),
                fields=["organisation", "category", "-opened_at", "-id"],
                name="case_category_here",
            ),
        ),
    ]
