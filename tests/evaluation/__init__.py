"""Questions with their right passages, and how answers to them are scored.

`dev.jsonl` came with the project; the `fresh-*.jsonl` were each written by somebody who had read only the report.
"""
