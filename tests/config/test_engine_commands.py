"""The engines' commands in a process of their own: they load no Django, and bear a broken pipe."""

import os
import subprocess
import sys

WITHOUT_DJANGO = """
import sys
from perron.cli import main
status = main(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
sys.exit(status or (3 if "django" in loaded else 0))
"""
GENERATE = ["awards", "generate", "--files", "300", "--tight", "0.7", "--seed", "1"]


def test_an_edition_is_invented_without_django_and_without_settings() -> None:
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *GENERATE],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.startswith('{\n "format": "perron-awards-instance/1",')


def test_whoever_reads_may_go_away() -> None:
    command = [sys.executable, "-m", "perron.cli", *GENERATE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()

        assert running.stderr.read() == b""
    assert running.returncode == 0
