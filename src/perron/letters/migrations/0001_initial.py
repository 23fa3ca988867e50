import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('question', 'a question'), ('correction', 'a correction'), ('accessibility', 'a barrier met on this site'), ('rights', "a request about one's own data")], max_length=20, verbose_name='kind')),
                ('channel', models.CharField(choices=[('web', 'on this site'), ('paper', 'on paper'), ('telephone', 'by telephone'), ('letter', 'by e-mail')], default='web', max_length=10, verbose_name='channel')),
                ('about_kind', models.SlugField(blank=True, default='', max_length=40)),
                ('about_code', models.CharField(blank=True, default='', max_length=120)),
                ('page', models.CharField(blank=True, default='', max_length=300, verbose_name='page')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('name', models.CharField(blank=True, default='', max_length=120, verbose_name='name')),
                ('address', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address')),
                ('person', models.CharField(blank=True, db_index=True, default='', max_length=80)),
                ('words', models.TextField(blank=True, default='', max_length=5000, verbose_name='words')),
                ('may_publish', models.BooleanField(default=False, verbose_name='may be published')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('entered_by', models.CharField(blank=True, default='', max_length=160)),
                ('state', models.CharField(choices=[('open', 'awaits an answer'), ('answered', 'answered'), ('refused', 'refused, with a reason'), ('withdrawn', 'withdrawn'), ('spam', 'no inquiry at all')], default='open', max_length=10, verbose_name='state')),
                ('title', models.CharField(blank=True, default='', max_length=200, verbose_name='title')),
                ('answer', models.TextField(blank=True, default='', max_length=10000, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.CharField(blank=True, default='', max_length=160)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('-asked_at', '-pk'),
                'indexes': [models.Index(fields=['state', 'asked_at'], name='letters_inq_state_8201a1_idx'), models.Index(fields=['about_kind', 'about_code'], name='letters_inq_about_k_6552b0_idx'), models.Index(fields=['address'], name='letters_inq_address_76ce00_idx')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.SlugField(max_length=60, verbose_name='kind')),
                ('category', models.SlugField(max_length=40, verbose_name='category')),
                ('reference', models.CharField(max_length=200)),
                ('address', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address')),
                ('party', models.CharField(blank=True, db_index=True, default='', max_length=160)),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('subject', models.CharField(blank=True, default='', max_length=300, verbose_name='subject')),
                ('text', models.TextField(blank=True, default='', verbose_name='words')),
                ('html', models.TextField(blank=True, default='')),
                ('secret', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('sending', 'being handed over'), ('handed', 'handed over'), ('uncertain', 'uncertain'), ('refused', 'refused by the mail server'), ('bounced', 'came back'), ('dropped', 'not wanted')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('not_before', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('handed_at', models.DateTimeField(blank=True, null=True, verbose_name='handed over')),
                ('message_id', models.CharField(blank=True, db_index=True, default='', max_length=200)),
                ('fault', models.CharField(blank=True, default='', max_length=300, verbose_name='fault')),
            ],
            options={
                'ordering': ('-written_at', '-pk'),
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['not_before'], name='letters_letter_open'), models.Index(fields=['state', 'written_at'], name='letters_let_state_505c19_idx')],
                'constraints': [models.UniqueConstraint(fields=('reference', 'address'), name='letter_once')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('category', models.SlugField(max_length=40, verbose_name='category')),
                ('refused_at', models.DateTimeField(verbose_name='refused')),
            ],
            options={
                'ordering': ('address', 'category'),
                'constraints': [models.UniqueConstraint(fields=('address', 'category'), name='preference_once')],
            },
        ),
    ]
