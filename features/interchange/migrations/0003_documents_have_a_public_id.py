"""Gives every kept resource an id for its address; those that are there already get one each."""

from django.db import migrations, models

import features.foundation.records.identifiers


class Migration(migrations.Migration):

    dependencies = [("interchange", "0002_sourceresource_documents_of_a_patient_and_more")]

    operations = [
        migrations.AddField(
            model_name="sourceresource",
            name="public_id",
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.RunSQL(
            "UPDATE interchange_sourceresource SET public_id = gen_random_uuid() WHERE public_id IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="sourceresource",
            name="public_id",
            field=models.UUIDField(
                default=features.foundation.records.identifiers.new_public_id, editable=False, unique=True
            ),
        ),
    ]
