"""How fast it is, against what the same machine can do; never in CI. Read docs/bench.md."""
