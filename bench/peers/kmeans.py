"""scikit-learn's k-means on a file of points.

usage: python kmeans.py METHOD FILE DIMENSIONS K SEED [INERTIA]

FILE has rows of float32 of unit length. METHOD is `kmeans` (KMeans, k-means++, one start) or `minibatch`
(MiniBatchKMeans with its defaults). Prints one line of JSON: `seconds` without reading the file, `inertia`, `passes`,
`peak` memory in MB, and, of `kmeans`, `reached`: the seconds after which its inertia was INERTIA or less (null: never).
Needs numpy and scikit-learn.
"""

import json
import resource
import sys
import time

import numpy
from sklearn.cluster import KMeans, MiniBatchKMeans


class Clock:
    """Notes when scikit-learn tells the inertia of an iteration."""

    def __init__(self):
        self.course = []

    def write(self, text):
        words = text.replace(",", " ").split()
        if len(words) >= 4 and words[0] == "Iteration" and words[2] == "inertia":
            self.course.append((time.perf_counter(), float(words[3].rstrip("."))))

    def flush(self):
        pass


def main():
    method, file, dimensions, k, seed = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    target = float(sys.argv[6]) if len(sys.argv) > 6 else None
    points = numpy.fromfile(file, dtype=numpy.float32).reshape(-1, dimensions)
    clock, stdout = Clock(), sys.stdout
    begun = time.perf_counter()
    if method == "kmeans":
        model = KMeans(k, random_state=seed, n_init=1, verbose=1)
    else:
        model = MiniBatchKMeans(k, random_state=seed, n_init=1)
    sys.stdout = clock
    groups = model.fit_predict(points)
    sys.stdout = stdout
    seconds = time.perf_counter() - begun
    reached = next((at - begun for at, inertia in clock.course if target is not None and inertia <= target), None)
    inertia = 0.0
    for group in range(k):
        own = points[groups == group]
        if len(own) > 0:
            inertia += float(((own - own.mean(0)) ** 2).sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "inertia": inertia, "passes": int(model.n_iter_), "peak": peak, "reached": reached}))


main()
