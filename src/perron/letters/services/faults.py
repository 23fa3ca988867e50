"""What goes wrong with letters, in sentences that are kept in English and shown translated."""

from django.utils.translation import gettext_noop as _

CAME_BACK_BEFORE = _("An earlier letter to this address came back.")
LEASE_RAN_OUT = _("Whoever handed it over stopped in the middle: it may have left or not.")
CUT_OFF = _("The mail server fell silent after it had got the words: it may have left or not.")
UNREACHABLE = _("The mail server could not be reached, or did not let us in.")
TOO_LATE = _("It came too late to be of any use.")
REFUSED_SINCE = _("The person refused letters of this category before it left.")
NOT_A_MAIL = _("It could not be put into the form of a mail.")
GIVEN_UP = _("A person gave it up; it may have arrived.")
