"""Contestant: a map by umap-learn (pip install umap-learn), by cosine, with a seed and otherwise as it comes.

    python umap_learn.py VECTORS.f32 DIMENSIONS PLACES.f32

Reads unit vectors as float32, one after the other, writes x and y of each, and says how long it took, without its start, and its
peak of memory.
"""

import json
import resource
import sys
import time

import numpy
import umap

vectors, dimensions, places = sys.argv[1:]
rows = numpy.fromfile(vectors, dtype="<f4").reshape(-1, int(dimensions))
# Compiles what it compiles at its first use.
umap.UMAP(metric="cosine", random_state=1, n_epochs=2).fit_transform(rows[:1000])
begun = time.perf_counter()
umap.UMAP(metric="cosine", random_state=1).fit_transform(rows).astype("<f4").tofile(places)
seconds = time.perf_counter() - begun
print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
