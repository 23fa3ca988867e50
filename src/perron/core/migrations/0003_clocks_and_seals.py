import perron.core.text
from django.db import migrations, models

from perron.core.journal.triggers import put_up, take_down


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_journal_only_grows'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('at', models.DateTimeField(verbose_name='sealed')),
                ('heads', models.JSONField(default=dict)),
                ('previous', models.CharField(blank=True, default='', max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'ordering': ('-day',),
            },
        ),
        migrations.RunPython(take_down, put_up),  # SQLite lays the table anew and forgets them
        migrations.AlterField(
            model_name='journalline',
            name='actor',
            field=models.CharField(max_length=160, verbose_name='who'),
        ),
        migrations.RunPython(put_up, take_down),
        migrations.CreateModel(
            name='Owed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=160, unique=True)),
                ('kind', models.SlugField(max_length=40, verbose_name='kind')),
                ('title', perron.core.text.TextField(default=perron.core.text.Text, verbose_name='what')),
                ('about_kind', models.SlugField(blank=True, default='', max_length=40)),
                ('about_code', models.CharField(blank=True, default='', max_length=120)),
                ('owed_by', models.CharField(max_length=160, verbose_name='by whom')),
                ('owed_to', models.CharField(max_length=160, verbose_name='to whom')),
                ('opened_at', models.DateTimeField(verbose_name='since')),
                ('due', models.DateField(verbose_name='due')),
                ('state', models.CharField(choices=[('open', 'awaited'), ('settled', 'settled'), ('refused', 'refused, with a reason'), ('withdrawn', 'no longer asked for')], default='open', max_length=10, verbose_name='state')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('reason', models.CharField(blank=True, default='', max_length=1000, verbose_name='reason')),
                ('alert_days', models.JSONField(default=list)),
                ('alerted_days', models.JSONField(default=list)),
                ('extensions', models.JSONField(default=list)),
            ],
            options={
                'ordering': ('due', 'pk'),
                'indexes': [models.Index(fields=['state', 'due'], name='core_owed_state_4defc5_idx'), models.Index(fields=['about_kind', 'about_code'], name='core_owed_about_k_829e4c_idx'), models.Index(condition=models.Q(('state', 'open')), fields=['owed_by'], name='core_owed_by'), models.Index(condition=models.Q(('state', 'open')), fields=['owed_to'], name='core_owed_to')],
                'constraints': [models.CheckConstraint(condition=perron.core.text.IsObject(models.F('title')), name='owed_title_is_text', violation_error_message='A text is written by language.')],
            },
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('arguments', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'given up')], default='waiting', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('not_before', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('fault', models.CharField(blank=True, default='', max_length=200, verbose_name='fault')),
            ],
            options={
                'ordering': ('not_before', 'pk'),
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['not_before'], name='core_work_open'), models.Index(fields=['state', 'done_at'], name='core_work_state_e4a143_idx')],
            },
        ),
    ]
