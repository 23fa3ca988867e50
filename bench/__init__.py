"""What is measured, beside a bare baseline in the same run; docs/reference/benchmarks.md tells how."""
