"""The site's own settings, with other addresses: those that prepare, take slots and hand in."""

from perron.config import settings as site

globals().update({name: getattr(site, name) for name in dir(site) if name.isupper()})
ROOT_URLCONF = "tests.calls.arriving.addresses"
STORAGES = {
    **site.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
