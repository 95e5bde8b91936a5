"""Writes uncertainty.json: a temperature by SciPy's minimizer, and intervals and sets by NumPy's sorting, from the formulas of the papers.

Made with NumPy 1.24.2, SciPy 1.10.1, Python 3.11.2.

    python3 uncertainty.py
"""
import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

random = np.random.default_rng(7)


def probabilities(rows, classes, sureness):
    """What a model says, and classes drawn from what is true: it is `sureness` times too sure."""
    logits = random.normal(size=(rows, classes)) * 1.5
    truth = softmax(logits, axis=1)
    labels = np.array([random.choice(classes, p=p) for p in truth])
    return softmax(sureness * logits, axis=1), labels


# Guo, Pleiss, Sun and Weinberger, 2017: softmax(z / T), T of the least log-loss.
temperatures = []
for rows, classes, sureness in ((60, 3, 2.5), (80, 2, 0.6), (50, 7, 1.4)):
    p, labels = probabilities(rows, classes, sureness)
    weights = random.uniform(0.2, 3, rows)
    fits = {}
    for name, w in (("plain", np.ones(rows)), ("weighted", weights)):
        def loss(log_t, w=w):
            scaled = log_softmax(np.log(p) / np.exp(log_t), axis=1)
            return -(w * scaled[np.arange(rows), labels]).sum()

        best = minimize_scalar(loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-12})
        fits[name] = {"temperature": float(np.exp(best.x)), "logLoss": float(best.fun), "before": float(loss(0.0))}
    temperatures.append({
        "probabilities": p.tolist(), "labels": labels.tolist(), "weights": weights.tolist(), **fits,
        "at2": softmax(np.log(p) / 2, axis=1).tolist(),
    })


def lac(p, u):
    """Sadinle, Lei and Wasserman, 2019."""
    return 1 - p


def aps(p, u):
    """Romano, Sesia and Candes, 2020: the probability of all classes above, and u of the class itself."""
    scores = np.empty_like(p)
    for row in range(len(p)):
        order = np.argsort(-p[row], kind="stable")
        sums = np.cumsum(p[row][order])
        scores[row][order] = sums - p[row][order] + u[row] * p[row][order]
    return scores


def rank(level, n):
    return int(np.ceil(level * (n + 1) - 1e-9))


# Split conformal prediction: the ceil((1 - alpha)(n + 1))-th smallest score decides.
sets = []
for name, score in (("probability", lac), ("adaptive", aps), ("randomized", aps)):
    for level in (0.7, 0.9):
        p, labels = probabilities(60, 5, 1.5)
        fresh, _ = probabilities(12, 5, 1.5)
        u, v = (random.uniform(size=60), random.uniform(size=12)) if name == "randomized" else (np.ones(60), np.ones(12))
        scores = score(p, u)[np.arange(60), labels]
        decides = np.sort(scores)[rank(level, 60) - 1]
        by_class = [float(np.sort(scores[labels == k])[rank(level, (labels == k).sum()) - 1]) if (labels == k).sum() >= rank(level, (labels == k).sum()) else None for k in range(5)]
        sets.append({
            "score": name, "level": level, "probabilities": p.tolist(), "labels": labels.tolist(), "u": u.tolist(),
            "scores": scores.tolist(), "decides": float(decides), "decidesByClass": by_class,
            "fresh": fresh.tolist(), "freshU": v.tolist(), "held": (score(fresh, v) <= decides).astype(int).tolist(),
        })

# Barber, Candes, Ramdas and Tibshirani, 2021, CV+: quantiles of mu_-k(x) -+ R_i over all rows i, k the fold of i.
intervals = []
for sizes, level in (((30,), 0.9), ((11, 10, 12), 0.8), ((40, 41, 40, 40, 39), 0.95), ((3, 3, 4), 0.9)):
    residuals = [np.abs(random.normal(size=size)) for size in sizes]
    predictions = random.normal(size=(20, len(sizes)))
    n = sum(sizes)
    low, high = [], []
    for at in predictions:
        below = np.sort(np.concatenate([mu - r for mu, r in zip(at, residuals)]))
        above = np.sort(np.concatenate([mu + r for mu, r in zip(at, residuals)]))
        low.append(float(below[n - rank(level, n)]))
        high.append(float(above[rank(level, n) - 1]))
    intervals.append({
        "level": level, "residuals": [r.tolist() for r in residuals], "predictions": predictions.tolist(), "low": low, "high": high,
    })

# Romano, Sesia and Candes, 2020, eq. 12, CV+ for classes: y belongs where fewer than (1 - alpha)(n + 1) rows have a smaller score.
folded = []
for level in (0.6, 0.9):
    scores, groups = [], []
    for size in (20, 21, 19):
        p, labels = probabilities(size, 4, 1.5)
        groups.append(aps(p, np.ones(size))[np.arange(size), labels].tolist())
    fresh = [probabilities(15, 4, 1.5)[0] for _ in range(3)]
    held = []
    for row in range(15):
        held.append([int(sum((np.array(s) < aps(f[[row]], np.ones(1))[0, y]).sum() for s, f in zip(groups, fresh)) < level * 61 - 1e-9) for y in range(4)])
    folded.append({"level": level, "scores": groups, "fresh": [f.tolist() for f in fresh], "held": held})

# The expected calibration error in ten bins, Guo et al., 2017, eq. 3.
errors = []
for rows, classes, sureness in ((80, 2, 2), (120, 4, 3)):
    p, labels = probabilities(rows, classes, sureness)
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    bins = np.clip(np.ceil(confidence * 10).astype(int) - 1, 0, 9)
    error = sum(abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / rows
    errors.append({"probabilities": p.tolist(), "labels": labels.tolist(), "error": float(error)})

with open("uncertainty.json", "w") as file:
    json.dump({"temperatures": temperatures, "sets": sets, "intervals": intervals, "folded": folded, "errors": errors}, file)
