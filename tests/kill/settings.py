"""The site's own settings, with other addresses: the one that asks for work."""

from perron.config import settings as site

globals().update({name: getattr(site, name) for name in dir(site) if name.isupper()})
ROOT_URLCONF = "tests.kill.addresses"
