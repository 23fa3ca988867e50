"""Pure rules of competences: files of the bank, marking, blueprints."""
