"""All writing of the directory: claims, own pages, contacts, mergers and loads."""
