"""The recipe of the indicator model: corpus in, weights and card out. See MODEL.md.

Training runs on one thread, so that sums are made in one order and the bytes are the same again.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
