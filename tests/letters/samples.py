"""Kinds of letters, and their templates, that exist only in tests."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from perron.letters.services.kinds import DECISIONS, NEWS, SIGN_IN, LetterKind

CODE = LetterKind("a-code", SIGN_IN.name, _("Sign in"), secret=True, lasts=timedelta(minutes=15))
CHANGED = LetterKind("a-change", NEWS.name, _("Changes"))
DECIDED = LetterKind("a-decision", DECISIONS.name, _("Changes"))
KINDS = (CODE, CHANGED, DECIDED)

TEMPLATES = {
    "letters/a-code.txt": """{% load i18n %}{% translate "Sign in" %}

{{ code }}:

    {{ code }}
""",
    "letters/a-change.txt": """{% load i18n %}{% translate "Measures" %}: {{ name }}

{{ name }} é ß €

{% for step in steps %}
- {{ step }}
{% endfor %}

{{ said }}

{% translate "Open the measure" %} :
{{ site }}/measures/tablets/
""",
    "letters/a-decision.txt": "{{ name }}\n\n{{ name }}\n",
}
