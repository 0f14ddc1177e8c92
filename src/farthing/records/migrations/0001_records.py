import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import farthing.records.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=64, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("analyst", "analyst"),
                            ("supervisor", "supervisor"),
                            ("disclosure", "disclosure officer"),
                            ("auditor", "auditor"),
                            ("admin", "administrator"),
                            ("partner", "partner member"),
                        ],
                        max_length=12,
                    ),
                ),
                ("pseudonym", models.CharField(max_length=40, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("admitted_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identity_hash", models.CharField(max_length=64, unique=True)),
                (
                    "rail",
                    models.CharField(
                        choices=[
                            ("crypto", "crypto"),
                            ("card", "card"),
                            ("transfer", "transfer"),
                            ("gift-card", "gift card"),
                            ("wallet", "wallet"),
                            ("other", "other"),
                        ],
                        default="crypto",
                        max_length=12,
                    ),
                ),
                ("network", models.CharField(blank=True, max_length=16)),
                ("account", models.TextField(blank=True)),
                ("account_hash", models.CharField(db_index=True, max_length=64)),
                ("memo", models.CharField(blank=True, max_length=200)),
                ("address", models.TextField(blank=True)),
                ("kind", models.CharField(blank=True, max_length=24)),
                ("check_state", models.CharField(default="verified", max_length=12)),
                ("brand", models.CharField(blank=True, max_length=80)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField(db_index=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "own house"),
                            ("hotline", "partner hotline"),
                            ("police", "police"),
                            ("fiu", "financial intelligence unit"),
                            ("exchange", "exchange or bank"),
                            ("payment-brand", "payment brand"),
                            ("hosting", "hosting provider"),
                        ],
                        max_length=20,
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2)),
                ("admitted_at", models.DateTimeField()),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("brand.named", "named a brand"),
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
                            ("reveal.asked", "asked for a reveal beyond the budget"),
                            ("reveal.refused", "refused a reveal"),
                            ("reveal.signed", "signed a reveal"),
                            ("site.revealed", "revealed a site's address"),
                        ],
                        db_index=True,
                        max_length=32,
                    ),
                ),
                ("subject", models.CharField(db_index=True, max_length=32)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("fields", models.JSONField(default=list)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Brand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("name_key", models.CharField(max_length=120, unique=True)),
                ("evidence", models.TextField(blank=True)),
                ("named_at", models.DateTimeField()),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("data_key", models.BinaryField()),
                ("observed_at", models.DateTimeField(db_index=True)),
                ("zone", models.CharField(max_length=64)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("account", "after free account"),
                            ("contact", "after contact"),
                            ("paywalled", "paywalled"),
                            ("not-shown", "not shown"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "commerciality",
                    models.CharField(
                        choices=[
                            ("indirect", "indirect"),
                            ("direct-hidden", "direct, hidden"),
                            ("direct-visible", "direct, visible"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "genuineness",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("likely-genuine", "likely genuine"),
                            ("likely-scam", "likely scam"),
                        ],
                        max_length=16,
                    ),
                ),
                ("referrer_path", models.BinaryField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("fingerprint", models.CharField(blank=True, db_index=True, max_length=64)),
                ("origins", models.JSONField(default=dict)),
                ("received_kind", models.CharField(max_length=12)),
                ("received_size", models.PositiveBigIntegerField()),
                ("received_sha256", models.CharField(db_index=True, max_length=64)),
                ("reader_version", models.CharField(max_length=20)),
                ("kept", models.JSONField()),
                ("kept_sha256", models.CharField(max_length=64)),
                ("hidden", models.BinaryField()),
                ("recorded_at", models.DateTimeField(db_index=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("before", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("origins", models.JSONField(default=dict)),
                ("kind", models.CharField(max_length=20)),
                ("value", models.TextField()),
                ("sealed_value", models.BinaryField(null=True)),
                ("value_index", models.BinaryField(db_index=True, max_length=16)),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="records.observation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("before", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("origins", models.JSONField(default=dict)),
                ("amount", farthing.records.fields.ExactDecimal(max_length=80)),
                ("currency", models.CharField(max_length=12)),
                ("period", models.CharField(max_length=16)),
                ("tier", models.CharField(blank=True, max_length=200)),
                ("wording", models.TextField(blank=True)),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="records.observation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("before", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("origins", models.JSONField(default=dict)),
                (
                    "rail",
                    models.CharField(
                        choices=[
                            ("crypto", "crypto"),
                            ("card", "card"),
                            ("transfer", "transfer"),
                            ("gift-card", "gift card"),
                            ("wallet", "wallet"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asset", models.CharField(blank=True, max_length=16)),
                ("network", models.CharField(blank=True, max_length=16)),
                ("chain", models.CharField(blank=True, max_length=32)),
                ("address", models.TextField(blank=True)),
                ("memo", models.CharField(blank=True, max_length=200)),
                ("brand", models.CharField(blank=True, max_length=80)),
                ("handle", models.CharField(blank=True, max_length=200)),
                ("merchant_id", models.CharField(blank=True, max_length=120)),
                ("processor", models.CharField(blank=True, max_length=80)),
                ("invoice", models.CharField(blank=True, max_length=200)),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="records.indicator",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="records.observation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="member",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="records.partner"
            ),
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("data_key", models.BinaryField()),
                ("address", models.BinaryField()),
                ("address_index", models.BinaryField(max_length=16, unique=True)),
                ("host_index", models.BinaryField(db_index=True, max_length=16)),
                ("network", models.CharField(default="clear", max_length=8)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("website", "website"),
                            ("forum", "forum"),
                            ("image-board", "image board"),
                            ("image-store", "image store"),
                            ("file-host", "file host"),
                            ("hidden-service", "hidden service"),
                            ("link-site", "link site"),
                            ("social", "social network"),
                            ("messenger", "messenger channel"),
                            ("blog", "blog"),
                            ("other", "other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField(db_index=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "brand",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="records.brand",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="observation",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="records.site"
            ),
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField(db_index=True)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="records.indicator",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="records.observation",
                    ),
                ),
                (
                    "option",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sighting",
                        to="records.option",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="records.site",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["indicator", "-seen_at"], name="sighting_by_indicator"),
                    models.Index(fields=["site", "-seen_at"], name="sighting_by_site"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "shown"),
                            ("waiting", "waits for a supervisor"),
                            ("signed", "signed by a supervisor, not yet opened"),
                            ("refused", "refused"),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reveals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="records.site"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-asked_at"], name="reveal_by_member"),
                    models.Index(fields=["state", "asked_at"], name="reveal_by_state"),
                ],
            },
        ),
    ]
