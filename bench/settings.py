"""The site's own settings, with one address more: the bare view that pages are compared with."""

from perron.config.settings import *  # noqa: F403 -- all of them

ROOT_URLCONF = "bench.urls"
