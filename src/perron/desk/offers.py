"""What the desk offers to the floors below: letters when the clock's alarms ring."""

from django.utils.translation import gettext_lazy as _

from perron.core.clock.owing import alarms
from perron.desk.services.reminding import remind
from perron.letters.services.kinds import REMINDERS, LetterKind, register_kind

register_kind(LetterKind("owed-reminder", REMINDERS.name, _("A reminder of what is due")))
alarms.append(remind)
