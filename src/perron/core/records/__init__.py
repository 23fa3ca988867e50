"""Records: the one form in which a thing is filed, loaded, drafted, published and remembered.

A record is a JSON object. Files, drafts, the journal and snapshots all hold records; codecs turn
rows into records and records into rows, and publishing is the only way from one to the other.
"""
