"""The circles tutorial in NumPy: 2-3-2, logistic hidden layer, softmax, cross-entropy as a sum, momentum, full batch, 300 iterations.

Writes circles.json: scikit-learn's make_circles of 8 random states, 50 starts from N(0, .1^2), and from how many of them all
100 points of each data set are right. A start is W1 [2 x 3], b1, W2 [3 x 2], b2, row by row.
"""
import json
import platform
import numpy as np
import sklearn
from sklearn.datasets import make_circles

STARTS = np.random.default_rng(5).standard_normal((50, 17)) * .1


def separates(x, labels, start):
    parameters = [p.copy() for p in (start[:6].reshape(2, 3), start[6:9], start[9:15].reshape(3, 2), start[15:])]
    velocities = [np.zeros_like(p) for p in parameters]
    w1, b1, w2, b2 = parameters

    def forward():
        h = 1 / (1 + np.exp(-(x @ w1 + b1)))
        z = h @ w2 + b2
        e = np.exp(z - z.max(1, keepdims=True))
        return h, e / e.sum(1, keepdims=True)

    for _ in range(300):
        h, a = forward()
        d2 = a - np.eye(2)[labels]
        d1 = d2 @ w2.T * h * (1 - h)
        for p, v, g in zip(parameters, velocities, (x.T @ d1, d1.sum(0), h.T @ d2, d2.sum(0))):
            v *= .9
            v -= .02 * g
            p += v
    return bool((forward()[1].argmax(1) == labels).all())


data = []
for state in range(8):
    x, labels = make_circles(n_samples=100, shuffle=False, factor=.3, noise=.1, random_state=state)
    separated = sum(separates(x, labels, start) for start in STARTS)
    data.append(dict(state=state, separated=separated, labels=labels.tolist(), points=x.tolist()))
    print(state, separated)
print("all", sum(d["separated"] for d in data))

with open("circles.json", "w") as file:
    versions = dict(python=platform.python_version(), numpy=np.__version__, sklearn=sklearn.__version__)
    rows = ",\n".join(json.dumps(d) for d in data)
    file.write('{"versions":%s,"starts":%s,"data":[\n%s\n]}\n' % (json.dumps(versions), json.dumps(STARTS.tolist()), rows))
