from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_clocks_and_seals'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='work',
            name='core_work_open',
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['not_before'], name='core_work_open'),
        ),
    ]
