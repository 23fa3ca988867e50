from django.db import migrations

from perron.core.journal.triggers import growing

put_up, take_down = growing("funding_ledgerentry", "the ledger only grows")


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
