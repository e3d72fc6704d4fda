"""Estimates: pure functions on arrays, numpy and scipy only. Each carries its interval and the cases behind it."""

import os

# Our matrices are small: threads that wait for each other cost tenfold on a busy machine. Must stand before numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
