"""Writes splits.json and linear-baselines.json: what scikit-learn does. Made with scikit-learn 1.2.1, NumPy 1.24.2, Python 3.11.2.

    python3 selection.py
"""
import json

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(1)


def sizes(splitter, rows, **more):
    return [len(test) for _, test in splitter.split(np.zeros((rows, 1)), **more)]


plain = [{"rows": rows, "folds": folds, "sizes": sizes(KFold(folds), rows)} for rows in (5, 7, 100, 103) for folds in (2, 3, 5)]

stratified = []
for weights in ([1], [1, 1], [5, 1], [6, 3, 1], [1, 1, 1, 7]):
    for rows in (12, 51, 100):
        for folds in (2, 3, 5):
            labels = np.concatenate([np.arange(len(weights)), random.choice(len(weights), rows, p=np.array(weights) / sum(weights))])
            if np.bincount(labels).min() < folds:
                labels = np.concatenate([labels, np.repeat(np.arange(len(weights)), folds)])
            counts = [np.bincount(labels[test], minlength=len(weights)).tolist()
                      for _, test in StratifiedKFold(folds).split(np.zeros((len(labels), 1)), labels)]
            stratified.append({"labels": labels.tolist(), "folds": folds, "counts": counts})

grouped = []
for groups in (5, 8, 20):
    for folds in (2, 3, 5):
        belongs = np.concatenate([np.arange(groups), random.choice(groups, 60)])
        grouped.append({"groups": belongs.tolist(), "folds": folds, "sizes": sizes(GroupKFold(folds), len(belongs), groups=belongs)})

with open("splits.json", "w") as file:
    json.dump({"plain": plain, "stratified": stratified, "grouped": grouped}, file)

table = [line.split(",") for line in open("../../../../src/Nabla/Data/BuiltIn/iris.csv").read().split()[1:]]
x = np.array([[float(value) for value in row[:4]] for row in table])
y = np.unique([row[4] for row in table], return_inverse=True)[1]
scaled = StandardScaler().fit_transform(x)
logistic = LogisticRegression(C=1, tol=1e-10, max_iter=10000).fit(scaled, y).predict_proba(scaled)
target = StandardScaler()
width = target.fit_transform(x[:, 3:])
lengths = StandardScaler().fit_transform(x[:, :3])
ridge = target.inverse_transform(Ridge(alpha=1).fit(lengths, width).predict(lengths).reshape(-1, 1))
with open("linear-baselines.json", "w") as file:
    json.dump({"logistic": logistic[::15].tolist(), "ridge": ridge[::15, 0].tolist()}, file)
