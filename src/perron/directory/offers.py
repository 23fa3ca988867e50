"""What the directory offers to the floors below: the personal data that it holds."""

from perron.core.personal import holdings
from perron.directory.services.holding import HOLDINGS

for holding in HOLDINGS:
    holdings.add(holding)
