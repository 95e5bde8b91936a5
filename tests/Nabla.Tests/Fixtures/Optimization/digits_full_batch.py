"""SciPy on the digits: 64-30-10, sigmoid, cross-entropy (mean over examples) + lambda/(2n) sum W^2 with lambda = 1, 100 iterations.

Writes digits_full_batch.json. Splits and starts come from whole numbers, so that another program can repeat them exactly:
x <- (6364136223846793005 x + 1442695040888963407) mod 2^64 from x = the split's number; a draw is x >> 33 after that.
First a Fisher-Yates shuffle of the 1,797 rows, i from 1796 down to 1 with j = draw mod (i + 1); the first 1,078 train.
Then each parameter is (sum of twelve (draw mod 65536) / 65536 - 6) / 10: nearly N(0, .1^2).
Features are standardized by mean and (population) standard deviation of the training part; constant ones are 0.
The flat vector is W1 [64 x 30], b1, W2 [30 x 10], b2, row by row.
"""
import json
import platform
import numpy as np
import scipy
from scipy.optimize import minimize

TRAIN, SIZES, LAMBDA, SPLITS = 1078, (64, 30, 10), 1.0, range(1, 9)
TABLE = np.loadtxt("../../../../src/Nabla/Data/BuiltIn/digits.csv.gz", delimiter=",", skiprows=1)


def draws(seed):
    x = seed
    while True:
        x = (6364136223846793005 * x + 1442695040888963407) % 2 ** 64
        yield x >> 33


def split(seed):
    draw = draws(seed)
    order = np.arange(len(TABLE))
    for i in range(len(TABLE) - 1, 0, -1):
        j = next(draw) % (i + 1)
        order[i], order[j] = order[j], order[i]
    a, b, c = SIZES
    start = np.array([(sum(next(draw) % 65536 for _ in range(12)) / 65536 - 6) / 10 for _ in range((a + 1) * b + (b + 1) * c)])
    x, y = TABLE[order[:TRAIN], :-1], np.eye(10)[TABLE[order[:TRAIN], -1].astype(int)]
    mean, deviation = x.mean(0), x.std(0)
    return (x - mean) / np.where(deviation > 0, deviation, 1), y, start


def pair(theta, x, y):
    a, b, c = SIZES
    w1, rest = theta[:a * b].reshape(a, b), theta[a * b:]
    b1, w2, b2 = rest[:b], rest[b:b + b * c].reshape(b, c), rest[b + b * c:]
    n = len(x)
    h = 1 / (1 + np.exp(-(x @ w1 + b1)))
    z = h @ w2 + b2
    out = 1 / (1 + np.exp(-z))
    cost = (np.logaddexp(0, z) - y * z).sum() / n + LAMBDA / (2 * n) * ((w1 ** 2).sum() + (w2 ** 2).sum())
    d2 = out - y
    d1 = d2 @ w2.T * h * (1 - h)
    return cost, np.concatenate([
        (x.T @ d1 / n + LAMBDA / n * w1).ravel(), d1.mean(0), (h.T @ d2 / n + LAMBDA / n * w2).ravel(), d2.mean(0)])


if __name__ == "__main__":
    rows = []
    for seed in SPLITS:
        x, y, start = split(seed)
        row = dict(split=seed, cost=pair(start, x, y)[0])
        for name, method in (("CG", "CG"), ("LBFGS", "L-BFGS-B")):
            result = minimize(pair, start, (x, y), jac=True, method=method, options=dict(maxiter=100))
            row[name] = dict(evaluations=int(result.nfev), cost=float(result.fun))
        rows.append(row)
        print(row)
    with open("digits_full_batch.json", "w") as file:
        versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
        file.write('{"versions":' + json.dumps(versions) + ',"rows":[\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]}\n")
