"""Writes adaptive_widths.json: intervals by normalized scores with NumPy, from the formulas of Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, 2018, section 5.2.

Made with NumPy 1.24.2, Python 3.11.2.

    python3 adaptive_widths.py
"""
import json

import numpy as np

random = np.random.default_rng(11)


def logarithms(y, predicted):
    """ln |y - f(x)|; what is below a hundredth of the mean counts as that."""
    r = np.abs(y - predicted)
    return np.log(np.maximum(r, 0.01 * r.mean(axis=0)))


def rank(level, n):
    return int(np.ceil(level * (n + 1) - 1e-9))


cases = []
for rows, targets, level in ((30, 1, 0.9), (57, 2, 0.8), (199, 1, 0.95)):
    noise = np.exp(random.normal(size=(rows, targets)))
    predicted = random.normal(size=(rows, targets)) * 3
    y = predicted + noise * random.normal(size=(rows, targets))
    y[0] = predicted[0]  # a residual of 0
    log_sigma = np.log(noise) + random.normal(size=(rows, targets)) * 0.2
    scores = np.abs(y - predicted) / np.exp(log_sigma)
    q = np.sort(scores, axis=0)[rank(level, rows) - 1]
    fresh, fresh_sigma = random.normal(size=(12, targets)) * 3, random.normal(size=(12, targets))
    cases.append({
        "level": level, "y": y.tolist(), "predicted": predicted.tolist(), "logSigma": log_sigma.tolist(),
        "logarithms": logarithms(y, predicted).tolist(), "decides": q.tolist(),
        "fresh": fresh.tolist(), "freshLogSigma": fresh_sigma.tolist(),
        "low": (fresh - q * np.exp(fresh_sigma)).tolist(), "high": (fresh + q * np.exp(fresh_sigma)).tolist(),
    })

with open("adaptive_widths.json", "w") as file:
    json.dump(cases, file)
    file.write("\n")
