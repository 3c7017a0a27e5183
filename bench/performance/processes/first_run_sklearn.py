"""What the Python original does on its first run, with scikit-learn: reads the events of a file, makes its seven features,
scales them, fits each candidate k, keeps the best silhouette and scores the events. Prints memory and curve as JSON.

The original itself is no package that one could install; these are its steps, from their description
(packages/scoring/src/classic and packages/features/src/classic have the same). Less than it did: nothing is read from or
written to Splunk.
"""

import json
import resource
import sys

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import MinMaxScaler

CANDIDATES = [4, 6, 8, 10, 12]


def is_private(address):
    parts = (address or "").split(".")
    if len(parts) != 4 or not all(part.isdigit() for part in parts):
        return 0
    first, second = int(parts[0]), int(parts[1])
    return int(first == 10 or (first == 172 and 16 <= second <= 31) or (first == 192 and second == 168))


with open(sys.argv[1], encoding="utf-8") as lines:
    events = [json.loads(line) for line in lines]
hours = np.array([int(event["TimeCreated"][11:13]) for event in events])
by_user = {}
for event, hour in zip(events, hours):
    by_user.setdefault(event["user"], []).append(hour)
profiles = {user: (np.mean(own), max(np.std(own), 1.0)) for user, own in by_user.items()}
z = np.array([abs(hour - profiles[e["user"]][0]) / profiles[e["user"]][1] for e, hour in zip(events, hours)])
hour_score = np.minimum(z / 3, 1)
rows = np.column_stack(
    [
        hours / 23,
        [int(event["action"] == "success") for event in events],
        [event["signature_id"] for event in events],
        [is_private(event["src"]) for event in events],
        [is_private(event["dest"]) for event in events],
        z,
        hour_score,
    ]
).astype(np.float32)
x = MinMaxScaler().fit_transform(rows)

curve, best = [], None
for k in CANDIDATES:
    fit = KMeans(n_clusters=k, n_init=10, random_state=42).fit(x)
    silhouette = float(silhouette_score(x, fit.labels_))
    curve.append({"k": k, "silhouette": silhouette})
    if best is None or silhouette > best[0]:
        best = (silhouette, fit)

fit = best[1]
distance = fit.transform(x).min(axis=1)
outlier = (distance - distance.min()) / max(np.ptp(distance), 1e-12)


def rarity(of, given):
    pairs, totals = {}, {}
    for a, b in zip(given, of):
        pairs[a, b] = pairs.get((a, b), 0) + 1
        totals[a] = totals.get(a, 0) + 1
    return np.array([1 - pairs[a, b] / totals[a] for a, b in zip(given, of)])


users = [event["user"] for event in events]
signatures = [event["signature_id"] for event in events]
final = (
    0.4 * outlier
    + 0.3 * rarity(fit.labels_, users)
    + 0.2 * rarity(signatures, fit.labels_)
    + 0.1 * hour_score
)
flagged = int((final >= np.percentile(final, 95)).sum())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"peakMiB": peak, "curve": curve, "flagged": flagged}))
