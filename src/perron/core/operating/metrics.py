"""Figures for Prometheus: requests as each process counts them, the site as it is when asked.

With several processes each counts in files of its own, which are added up when the figures are
asked for; ``perron serve`` empties their folder when it starts.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from perron.core.health import State, look_around
from perron.core.models import JournalHead
from perron.core.publications import publication_number

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_counted = CollectorRegistry()
_requests = Histogram(
    "perron_request_seconds",
    "Answers by view and status, and how long they took",
    ("view", "status"),
    buckets=BUCKETS,
    registry=_counted,
)


def count_request(view: str, status: int, seconds: float) -> None:
    """Count one answer, where figures are asked for at all."""
    if settings.METRICS_TOKEN:
        _requests.labels(view, str(status)).observe(seconds)


class SiteState(Collector):
    """The queue, letters, journal and health, read from the database for one answer."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterable[Metric]:
        """Health first: where the database does not answer it says so, and nothing follows."""
        health = GaugeMetricFamily("perron_health", "1 well, 0 not", labels=["check", "state"])
        figures: dict[str, float] = {}
        found = look_around(self.at)
        for check, finding in found:
            labels = [check.name, finding.state.value]
            health.add_metric(labels, float(finding.state is not State.FAULT))
            figures |= finding.figures
        yield health
        for name, value in sorted(figures.items()):
            yield GaugeMetricFamily(f"perron_{name}", name.replace("_", " "), value=value)
        if all(f.state is not State.FAULT for check, f in found if check.serving):
            yield from _counts()


def _counts() -> Iterator[Metric]:
    lines = GaugeMetricFamily("perron_journal_lines", "Lines of each chain", labels=["chain"])
    for chain, seq in JournalHead.objects.values_list("chain", "seq"):
        lines.add_metric([chain], seq)
    yield lines
    number = publication_number()
    yield GaugeMetricFamily("perron_publications", "Publications so far", value=number)


def figures() -> bytes:
    """Everything, in Prometheus's text form."""
    answer = CollectorRegistry()
    answer.register(SiteState(timezone.now()))
    if SHARED in os.environ:
        MultiProcessCollector(answer, path=os.environ[SHARED])
        return generate_latest(answer)
    return generate_latest(_counted) + generate_latest(answer)


def forget_processes(folder: Path) -> None:
    """Remove what processes of an earlier start counted; nobody may be counting."""
    for file in folder.glob("*.db"):
        file.unlink(missing_ok=True)
