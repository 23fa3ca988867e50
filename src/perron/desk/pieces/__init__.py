"""What the desk's templates are given: comparisons, lists of work, recent decisions."""
