"""What is measured, beside a baseline in the same run: see docs/reference/benchmarks.md."""
