"""``python -m perron.cli`` is the ``perron`` command."""

import sys

from perron.cli import main

sys.exit(main())
