"""How the documentation is built."""

project = "Perron"
author = "The Perron authors"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Perron"
exclude_patterns = ["_build"]
nitpicky = True
