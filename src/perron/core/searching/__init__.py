"""Finding things: folding, stems, the index and the query."""
