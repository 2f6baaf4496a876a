"""What is measured, each against a named peer. See README.md; run `python -m benchmarks`."""
