"""A keyed mark of each hidden figure, by which the next publication knows whether it has changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0014_recipients_and_clocks")]

    operations: ClassVar = [
        migrations.AddField("trendfigure", "mark", models.BinaryField(max_length=16, null=True)),
    ]
