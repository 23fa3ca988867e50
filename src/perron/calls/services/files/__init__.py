"""Files that people send: looked at by their content, kept under their digest, given privately."""

from perron.calls.services.files.checking import Checked, checked
from perron.calls.services.files.keeping import drop_unused, keep_file, path_of, sweep_files

__all__ = ["Checked", "checked", "drop_unused", "keep_file", "path_of", "sweep_files"]
