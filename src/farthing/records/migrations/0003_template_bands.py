from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from farthing.pages.fingerprint import bands


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The bands of the templates that were recorded before there was a table for them."""
    observation = apps.get_model("records", "Observation")
    band_of = apps.get_model("records", "TemplateBand")
    seen = observation.objects.exclude(fingerprint="").values_list("fingerprint", flat=True).distinct()
    rows = (band_of(band=band, fingerprint=one) for one in seen for band in bands(one))
    band_of.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_one_draft_and_what_was_asked"),
    ]

    operations = [
        migrations.CreateModel(
            name="TemplateBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("band", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("band", "fingerprint"), name="band_once"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
