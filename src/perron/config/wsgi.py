"""The door for the web server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from perron.core.operating.arrivals import Gate
from perron.core.operating.beating import begin_beating

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perron.config.settings")
application = Gate(get_wsgi_application(), settings.WORKING_SLOTS)
begin_beating()
