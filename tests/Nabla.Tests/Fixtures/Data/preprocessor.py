"""What scikit-learn's ColumnTransformer makes of a table with gaps, categories and booleans.

python3 preprocessor.py > preprocessor.json
"""
import json
import random

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler

random.seed(7)
ROWS, TRAIN = 120, 90
CITIES = ["Paris", "Rome", "Oslo", "Ürgüp", "Bonn", "Nice", "Lima", "Turin"]


def gap(value, part):
    return None if random.random() < part else value


rows = [
    {
        "age": gap(random.randint(18, 90), 0.2),
        "income": round(random.lognormvariate(8, 1), 2),
        "city": gap(random.choices(CITIES, weights=[30, 20, 15, 10, 4, 3, 2, 2])[0], 0.1),
        "member": gap(random.random() < 0.3, 0.15),
    }
    for _ in range(ROWS)
]
rows[-1]["city"] = "Nowhere"
train = rows[:TRAIN]
KEPT = 4  # levels with a feature of their own; the rest share one


def column(name, part):
    return np.array([[np.nan if r[name] is None else float(r[name])] for r in part])


def cities(part):
    return np.array([["(missing)" if r["city"] is None else r["city"]] for r in part], dtype=object)


def transform(scaler):
    """[rows x features]: age, age is missing, income, the kept cities by name, other, city is missing, member, member is missing."""
    parts = []
    for name, strategy, scaled in (("age", "median", True), ("income", "median", True), ("city", None, False), ("member", "most_frequent", False)):
        if name == "city":
            counts = {}
            for r in train:
                if r["city"] is not None:
                    counts[r["city"]] = counts.get(r["city"], 0) + 1
            frequent = sorted(counts, key=lambda c: (-counts[c], c))[:KEPT]
            grouped = lambda part: np.array(
                [[c if c in frequent or c == "(missing)" else "~other"] for c in cities(part)[:, 0]], dtype=object)
            encoder = OneHotEncoder(sparse_output=False, categories=[sorted(frequent) + ["~other", "(missing)"]]).fit(grouped(train))
            parts.append(encoder.transform(grouped(rows)))
            continue
        imputer = SimpleImputer(strategy=strategy)
        steps = make_pipeline(imputer, scaler()) if scaled else make_pipeline(imputer)
        transformer = ColumnTransformer([("x", steps, [0])]).fit(column(name, train))
        parts.append(transformer.transform(column(name, rows)))
        if np.isnan(column(name, train)).any():
            parts.append(np.isnan(column(name, rows)).astype(float))
    return np.hstack(parts)


print(json.dumps({
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "train": TRAIN,
    "kept": KEPT,
    "rows": rows,
    "features": {
        name: [[float(v) for v in row] for row in transform(scaler)]
        for name, scaler in (("Standard", StandardScaler), ("MinMax", MinMaxScaler), ("MaxAbs", MaxAbsScaler), ("Robust", RobustScaler))
    },
}, separators=(",", ":")))
