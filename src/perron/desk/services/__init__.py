"""All writing of the desk: drafts from their first word to their publication, and files."""

from perron.desk.services.conflicts import carry_on
from perron.desk.services.drafts import begin_record, discard_draft, publish_draft, save_draft
from perron.desk.services.files import check_strategy, keep_file, kept_file, load_strategy

__all__ = [
    "begin_record",
    "carry_on",
    "check_strategy",
    "discard_draft",
    "keep_file",
    "kept_file",
    "load_strategy",
    "publish_draft",
    "save_draft",
]
