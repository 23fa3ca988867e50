"""Lists as files: CSV, XLSX and JSON, with the filter in force."""
