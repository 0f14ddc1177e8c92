import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def name_the_house(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the house itself was the only one that acted without a member."""
    apps.get_model("records", "AuditEvent").objects.filter(actor=None).update(hand="house")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_brand_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("minute", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SpentToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BinaryField(max_length=16, unique=True)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="auditevent",
            name="hand",
            field=models.CharField(
                choices=[("member", "a member"), ("public", "the public"), ("house", "the house itself")],
                default="member",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("brand.named", "named a brand"),
                    ("brand-proposal.accepted", "accepted a brand proposal"),
                    ("brand-proposal.made", "looked for brands"),
                    ("brand-proposal.refused", "refused a brand proposal"),
                    ("demonstration.loaded", "loaded the demonstration"),
                    ("key-ring.turned", "wrapped every record anew under a new key"),
                    ("member.admitted", "admitted a member"),
                    ("member.deactivated", "deactivated a member"),
                    ("member.passkey-cleared", "cleared a member's passkeys"),
                    ("member.reactivated", "reactivated a member"),
                    ("member.role-changed", "changed a member's role"),
                    ("member.signed-in", "signed in"),
                    ("observation.recorded", "recorded an observation"),
                    ("observation.verified", "verified an observation against its file"),
                    ("partner.admitted", "admitted a partner"),
                    ("partner.let-go", "let a partner go"),
                    ("rates.loaded", "loaded exchange rates"),
                    ("report.added-to", "added to a report"),
                    ("report.questioned", "asked the reporter a question"),
                    ("report.received", "received a report"),
                    ("reveal.asked", "asked for a reveal beyond the budget"),
                    ("reveal.refused", "refused a reveal"),
                    ("reveal.signed", "signed a reveal"),
                    ("site.revealed", "revealed a site's address"),
                    ("trend.published", "published the trend"),
                    ("year-total.entered", "entered a year's total"),
                ],
                db_index=True,
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="site",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waits"), ("taken", "taken"), ("decided", "decided")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "a child may be in danger now"),
                            (1, "commercial, or a way to pay was seen"),
                            (2, "other"),
                        ],
                        default=2,
                    ),
                ),
                ("in_flood", models.BooleanField(default=False)),
                ("arrived_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="records.site",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("data_key", models.BinaryField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("public", "the public"),
                            ("import", "imported list"),
                            ("api", "partner’s program"),
                            ("iccam", "ICCAM"),
                            ("analyst", "own find"),
                        ],
                        max_length=8,
                    ),
                ),
                ("address", models.BinaryField()),
                ("referrer_path", models.BinaryField()),
                ("words", models.BinaryField()),
                ("in_danger", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("their_reference", models.CharField(blank=True, max_length=80)),
                ("receipt_hash", models.BinaryField(max_length=32, null=True, unique=True)),
                ("origin_mark", models.BinaryField(max_length=16, null=True, unique=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="records.assessment",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="records.partner",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="records.site"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "question"), ("answer", "answer"), ("addition", "addition")],
                        max_length=8,
                    ),
                ),
                ("text", models.BinaryField()),
                ("mark", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="records.report",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                fields=["state", "urgency", "in_flood", "arrived_at", "id"], name="queue_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "decided"), _negated=True),
                fields=("site",),
                name="one_open_assessment_a_site",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["source", "-received_at"], name="report_by_source"),
        ),
        migrations.RunPython(name_the_house, migrations.RunPython.noop),
    ]
