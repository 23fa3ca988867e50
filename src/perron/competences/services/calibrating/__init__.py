"""What answers tell of the questions: counted in chunks, concluded once, every night."""
