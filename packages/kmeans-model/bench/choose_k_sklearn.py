"""Reads rows and candidates as JSON, fits scikit-learn's KMeans as the Python original does, prints time and curve."""

import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

task = json.load(sys.stdin)
x = np.array(task["rows"])
start = time.perf_counter()
curve = []
for k in task["candidates"]:
    fit = KMeans(n_clusters=k, n_init=10, random_state=42).fit(x)
    silhouette = silhouette_score(x, fit.labels_)
    curve.append({"k": k, "inertia": float(fit.inertia_), "silhouette": float(silhouette)})
print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "curve": curve}))
