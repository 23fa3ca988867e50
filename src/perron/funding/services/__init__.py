"""All writing about money: sources and mixes, envelopes, commitments."""

from perron.funding.services.committing import commit, release_all, reverse
from perron.funding.services.entering import Deed
from perron.funding.services.filling import NewEnvelope, fill_envelope, open_envelope
from perron.funding.services.sourcing import keep_mix, keep_source

__all__ = [
    "Deed",
    "NewEnvelope",
    "commit",
    "fill_envelope",
    "keep_mix",
    "keep_source",
    "open_envelope",
    "release_all",
    "reverse",
]
