from django.db import migrations

from perron.core.journal.triggers import put_up, take_down


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
