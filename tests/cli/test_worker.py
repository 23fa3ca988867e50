"""The worker as the command line starts it; how it is stopped is tested where it is killed."""

import pytest

from perron.cli.commands import answer
from perron.core.models import Due, Work
from perron.core.queue import enqueue

pytestmark = pytest.mark.django_db


def test_once_does_what_is_due_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    enqueue("core.prune")

    assert answer(["worker", "--once"]) == 0
    assert capsys.readouterr().out.startswith("Jobs begun: ")
    assert not Work.objects.due().exists()
    assert Work.objects.get(name="core.prune").state == "done"
    assert Due.objects.exists()
