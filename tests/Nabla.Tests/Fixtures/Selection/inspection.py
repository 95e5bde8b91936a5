"""Writes inspection.json: permutation importance and partial dependence by scikit-learn, of the linear baselines on the irises.
Made with scikit-learn 1.2.1, NumPy 1.24.2, Python 3.11.2.

    python3 inspection.py
"""
import json

import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = [line.split(",") for line in open("../../../../src/Nabla/Data/BuiltIn/iris.csv").read().split()[1:]]
x = np.array([[float(value) for value in row[:4]] for row in table])
y = np.unique([row[4] for row in table], return_inverse=True)[1]
REPEATS = 400

logistic = make_pipeline(StandardScaler(), LogisticRegression(C=1, tol=1e-10, max_iter=10000)).fit(x, y)
ridge = TransformedTargetRegressor(make_pipeline(StandardScaler(), Ridge(alpha=1)), transformer=StandardScaler()).fit(x[:, :3], x[:, 3])


def importance(model, features, target):
    found = permutation_importance(model, features, target, n_repeats=REPEATS, random_state=1)
    return {"mean": found.importances_mean.tolist(), "deviation": found.importances_std.tolist()}


def dependence(points):
    found = [partial_dependence(logistic, x, [column], grid_resolution=points, method="brute", kind="average") for column in range(4)]
    return [{"values": one["values"][0].tolist(), "average": one["average"].tolist()} for one in found]


with open("inspection.json", "w") as file:
    json.dump({
        "repeats": REPEATS,
        "logistic": importance(logistic, x, y),
        "ridge": importance(ridge, x[:, :3], x[:, 3]),
        "dependence": dependence(12),
        "distinct": dependence(30),
    }, file)
