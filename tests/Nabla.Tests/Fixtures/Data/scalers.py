"""Writes scalers.json: offset and scale of each column by scikit-learn 1.2.1 (NumPy 1.24.2, Python 3.11).

Means and standard deviations are computed in exact rational arithmetic and rounded once, for awkward columns too:
scikit-learn's differ from them by up to 4e-14, which is checked here.
A column that is constant has scale 1 in scikit-learn. Run: python3 scalers.py
"""
import json
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import load_digits, load_iris
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

assert sklearn.__version__ == "1.2.1" and np.__version__ == "1.24.2"
getcontext().prec = 60


def fitted(x):
    standard, robust = StandardScaler().fit(x), RobustScaler().fit(x)
    min_max, max_abs = MinMaxScaler().fit(x), MaxAbsScaler().fit(x)
    zeros = np.zeros(x.shape[1])
    columns = [exact(column) for column in x.T]
    mean = np.array([column["mean"] for column in columns])
    deviation = np.array([column["deviation"] for column in columns])
    np.testing.assert_allclose(standard.mean_, mean, rtol=4e-14)
    np.testing.assert_allclose(standard.scale_, np.where(deviation == 0, 1, deviation), rtol=4e-14)
    return {
        "Standard": {"offset": mean, "scale": deviation},
        "MinMax": {"offset": min_max.data_min_, "scale": min_max.data_range_},
        "MaxAbs": {"offset": zeros, "scale": max_abs.scale_},
        "Robust": {"offset": robust.center_, "scale": robust.scale_},
    }


def exact(column):
    values = [Fraction(float(v)) for v in column]
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / len(values)
    root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    return {"values": column, "mean": float(mean), "deviation": float(root)}


rng = np.random.default_rng(20261101)
awkward = [
    1e9 + rng.standard_normal(500),
    1e-300 * rng.standard_normal(500),
    np.concatenate([[1e15], rng.standard_normal(499)]),
    1e16 + 2.0 * rng.integers(0, 3, 101),
    np.float64([0.1] * 99 + [0.1 + 2**-56]),
]
fixture = {
    "digits": fitted(load_digits().data),
    "iris": fitted(load_iris().data),
    "awkward": [exact(column) for column in awkward],
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, default=lambda array: array.tolist(), indent=None) + "\n")
