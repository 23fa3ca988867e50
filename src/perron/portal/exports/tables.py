"""Lists as files: the tables that open data writes too."""

from perron.core.records.tables import TYPES, as_csv, as_json, as_xlsx

__all__ = ["TYPES", "as_csv", "as_json", "as_xlsx"]
