"""The independent verifier: instance and result in, a verdict in sentences out, nothing solved."""

from perron.engines.awards.verifying.verdicts import Verdict
from perron.engines.awards.verifying.verify import verify

__all__ = ["Verdict", "verify"]
