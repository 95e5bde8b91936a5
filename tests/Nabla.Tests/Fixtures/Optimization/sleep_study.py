"""SciPy on the sleep-and-study network: 2-3-1, sigmoid, no biases, cost 1/2 sum (y - out)^2, from 50 starts drawn from N(0, 1).

Writes sleep_study.json. All stop when the largest gradient entry is at most 1e-5, SciPy's own default; L-BFGS also with
SciPy's default cost tolerance, under "LBFGS default". The flat vector is W1 [2 x 3] then W2 [3 x 1], row by row.
"""
import json
import platform
import numpy as np
import scipy
from scipy.optimize import minimize

X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
Y = np.array([[75], [82], [93]]) / 100


def pair(theta):
    w1, w2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)
    a = 1 / (1 + np.exp(-X @ w1))
    out = 1 / (1 + np.exp(-a @ w2))
    delta2 = (out - Y) * out * (1 - out)
    delta1 = delta2 @ w2.T * a * (1 - a)
    return .5 * np.sum((Y - out) ** 2), np.concatenate([(X.T @ delta1).ravel(), (a.T @ delta2).ravel()])


RUNS = {
    "BFGS": dict(method="BFGS", options=dict(gtol=1e-5)),
    "CG": dict(method="CG", options=dict(gtol=1e-5)),
    "LBFGS": dict(method="L-BFGS-B", options=dict(gtol=1e-5, ftol=0)),
    "LBFGS default": dict(method="L-BFGS-B"),
}

starts = np.random.default_rng(4).standard_normal((50, 9))
rows = []
for start in starts:
    row = dict(start=start.tolist(), cost=pair(start)[0])
    for name, settings in RUNS.items():
        result = minimize(pair, start, jac=True, **settings)
        row[name] = dict(iterations=int(result.nit), evaluations=int(result.nfev), cost=float(result.fun))
    rows.append(row)

for name in RUNS:
    print(name, "iterations", np.median([r[name]["iterations"] for r in rows]),
          "evaluations", np.median([r[name]["evaluations"] for r in rows]),
          "failures", sum(r[name]["cost"] > 1e-6 for r in rows), "worst", max(r[name]["cost"] for r in rows))

with open("sleep_study.json", "w") as file:
    versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
    file.write('{"versions":' + json.dumps(versions) + ',"rows":[\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]}\n")
