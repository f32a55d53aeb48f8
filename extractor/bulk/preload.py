"""Loads all that a document needs. Imported once, by the process that workers are forked from.

So a worker starts in milliseconds, also after another one died, and the dictionaries stand in
memory once.
"""

from __future__ import annotations

import gc
from importlib.resources import files

import extractor.bulk.jobs  # noqa: F401 - loaded for the workers
from extractor.errors import extra
from extractor.pipeline import check

with extra("tables"):
    import pyarrow as pa

pa.set_cpu_count(1)
for _sample in sorted(files("extractor").joinpath("demo").iterdir(), key=lambda f: f.name):
    check(_sample.read_bytes())
# A report makes many records and no cycles: looking for garbage as often as usual costs 2 %.
gc.set_threshold(50_000, 20, 100)
gc.collect()
gc.freeze()
