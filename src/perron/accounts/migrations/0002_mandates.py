import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='erased_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='erased'),
        ),
        migrations.AddField(
            model_name='user',
            name='opened_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='opened'),
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scope', models.JSONField(default=list)),
                ('begins', models.DateField(verbose_name='from')),
                ('ends', models.DateField(verbose_name='until')),
                ('grounds', models.CharField(max_length=300, verbose_name='where the written mandate is')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates_given', to=settings.AUTH_USER_MODEL)),
                ('proxy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates_held', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-begins', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('principal', models.F('proxy')), _negated=True), name='mandate_for_another', violation_error_message='Nobody needs a mandate for themselves.'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('begins'))), name='mandate_ends_after_it_begins', violation_error_message="A mandate can't end before it begins.")],
            },
        ),
    ]
