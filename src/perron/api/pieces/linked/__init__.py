"""Linked data: the same records in the words of schema.org, Dublin Core and DCAT."""
