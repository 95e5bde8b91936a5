"""50 steps of each update rule by PyTorch, scikit-learn or NumPy on a small field of gradients, in double.

Writes update_rules.json: for each rule, in Nabla's notation, the learning rates and the parameters after every step.
"""
import json
import platform
import numpy as np
import sklearn
import torch
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

torch.set_default_dtype(torch.float64)  # or NAdam keeps its product of momenta in float
START, STEPS = [1.5, -.8, 2.0], 50


def field(x):
    a, b, c = x
    return [a * a * a - b, 2 * b - a + .3 * c * c, .5 * c * (1 + a * a) - .1]


def by_torch(make, rate, clip=None):
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer, path = make([x], rate), []
    for _ in range(STEPS):
        x.grad = torch.tensor(field(x.tolist()), dtype=torch.float64)
        if clip:
            clip([x])
        optimizer.step()
        path.append(x.tolist())
    return [rate] * STEPS, path


def by_sklearn(make, rates):
    x = np.array(START)
    optimizer, path = make([x]), []
    for rate in rates:
        setattr(optimizer, "learning_rate" if isinstance(optimizer, SGDOptimizer) else "learning_rate_init", rate)
        optimizer.update_params([x], [np.array(field(x))])
        path.append(x.tolist())
    return rates, path


def by_numpy(step, rate):
    x, path = np.array(START), []
    for _ in range(STEPS):
        x = step(x, np.array(field(x)), rate)
        path.append(x.tolist())
    return [rate] * STEPS, path


def clipped(x, g, rate):
    return x - rate * g * min(1, .5 / np.sqrt(g @ g))


T, falling = torch.optim, [.1 / (t + 1) ** .5 for t in range(STEPS)]
RULES = {
    "sgd": by_torch(lambda p, r: T.SGD(p, r), .05),
    "momentum:0.9:1": by_torch(lambda p, r: T.SGD(p, r, momentum=.9), .02),
    "nesterov:0.9:1": by_torch(lambda p, r: T.SGD(p, r, momentum=.9, nesterov=True), .02),
    "adagrad": by_torch(lambda p, r: T.Adagrad(p, r), .3),
    "rmsprop": by_torch(lambda p, r: T.RMSprop(p, r), .02),
    "rmsprop:0.9:1e-06": by_torch(lambda p, r: T.RMSprop(p, r, alpha=.9, eps=1e-6), .02),
    "adam": by_torch(lambda p, r: T.Adam(p, r), .05),
    "adam:0.8:0.95:1e-05": by_torch(lambda p, r: T.Adam(p, r, betas=(.8, .95), eps=1e-5), .05),
    "adamw:0.1": by_torch(lambda p, r: T.AdamW(p, r, weight_decay=.1), .05),
    # The foreach form: the other one of PyTorch 1.13 multiplies one momentum too many into the product, which PyTorch 2 corrected.
    "nadam": by_torch(lambda p, r: T.NAdam(p, r, foreach=True), .05),
    "amsgrad:0.9:0.99": by_torch(lambda p, r: T.Adam(p, r, betas=(.9, .99), amsgrad=True), .1),
    "clip-value:0.5,sgd": by_torch(lambda p, r: T.SGD(p, r), .05, lambda p: torch.nn.utils.clip_grad_value_(p, .5)),
    "momentum:0.9": by_sklearn(lambda p: SGDOptimizer(p, momentum=.9, nesterov=False), falling),
    "nesterov:0.9": by_sklearn(lambda p: SGDOptimizer(p, momentum=.9, nesterov=True), falling),
    "adam:0.9:0.999:1e-08:1": by_sklearn(lambda p: AdamOptimizer(p), [.05] * STEPS),
    "adam:0.9:0.999:0.01:1": by_sklearn(lambda p: AdamOptimizer(p, epsilon=.01), [.05] * STEPS),
    "clip-norm:0.5,sgd": by_numpy(clipped, .1),
    "decay:0.1,sgd": by_numpy(lambda x, g, r: x - r * .1 * x - r * g, .05),
}

with open("update_rules.json", "w") as file:
    versions = dict(python=platform.python_version(), numpy=np.__version__, torch=torch.__version__, sklearn=sklearn.__version__)
    rules = ['{"rule":"%s","rates":%s,"path":%s}' % (name, json.dumps(rates), json.dumps(path)) for name, (rates, path) in RULES.items()]
    file.write('{"versions":' + json.dumps(versions) + ',"start":' + json.dumps(START) + ',"rules":[\n' + ",\n".join(rules) + "\n]}\n")
