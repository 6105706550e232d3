"""Sphinx's settings for the book. Nothing is loaded from elsewhere."""

project = "@TITLE@"
html_title = "@TITLE@"
extensions = ["myst_parser"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_show_copyright = False
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
pygments_style = "friendly"
pygments_dark_style = "monokai"
