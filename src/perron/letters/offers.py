"""The kinds of letters that belong to the post itself."""

from django.utils.translation import gettext_lazy as _

from perron.letters.services.kinds import SERVICE, LetterKind, register_kind

TEST = register_kind(LetterKind("test", SERVICE.name, _("A letter to try the mail server")))
