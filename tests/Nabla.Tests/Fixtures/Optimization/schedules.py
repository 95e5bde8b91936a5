"""Learning rates of 40 epochs by PyTorch's and scikit-learn's schedules, and by the formulas of RealMLP's paper, from a base rate of .5 and the losses below.

Writes schedules.json, with the schedules in Nabla's notation. Scikit-learn's `adaptive` is fed by the loop of its _fit_stochastic.
"""
import json
import platform
import warnings
import numpy as np
import sklearn
import torch
from sklearn.neural_network._stochastic_optimizers import SGDOptimizer

BASE, EPOCHS = .5, 40
LOSSES = [1.0, .8, .7, .7, .69999, .75, .7, .6, .61, .6, .6, .6, .6, .6, .5999, .5998, .55] + [.55] * (EPOCHS - 17)
S = torch.optim.lr_scheduler


def by_torch(make):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=BASE)
    schedule, rates = make(optimizer), []
    for epoch in range(EPOCHS):
        rates.append(optimizer.param_groups[0]["lr"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schedule.step(*([LOSSES[epoch]] if isinstance(schedule, S.ReduceLROnPlateau) else []))
    return rates


def inverse_scaling(power):
    optimizer, rates = SGDOptimizer([np.zeros(1)], BASE, "invscaling", power_t=power), []
    for epoch in range(EPOCHS):
        optimizer.iteration_ends(epoch)  # sets the rate
        rates.append(optimizer.learning_rate)
    return rates


def adaptive(tolerance, patience):
    optimizer, rates, best, count = SGDOptimizer([np.zeros(1)], BASE, "adaptive"), [], np.inf, 0
    for loss in LOSSES:
        rates.append(optimizer.learning_rate)
        count = count + 1 if loss > best - tolerance else 0
        best = min(best, loss)
        if count > patience:
            if optimizer.trigger_stopping("", False):
                break
            count = 0
    return rates


def coslog(t):
    return BASE * .5 * (1 - np.cos(2 * np.pi * np.log2(1 + 15 * min(t, 1))))


def flat_cosine(t):
    return BASE if t < .4 else BASE * .5 * (1 + np.cos(np.pi * (min(t, 1) - .4) / .6))


SCHEDULES = {
    "constant": [BASE] * EPOCHS,
    "step:7:0.3": by_torch(lambda o: S.StepLR(o, 7, .3)),
    "exponential:0.9": by_torch(lambda o: S.ExponentialLR(o, .9)),
    "cosine:39:0.1": by_torch(lambda o: S.CosineAnnealingLR(o, 39, eta_min=.1 * BASE)),
    "one-cycle:41": by_torch(lambda o: S.OneCycleLR(o, BASE, total_steps=EPOCHS + 1)),
    "plateau:0.5:3:0.0001:0.1": by_torch(lambda o: S.ReduceLROnPlateau(o, factor=.5, patience=3, threshold=1e-4, min_lr=.1 * BASE)),
    "warmup:5,exponential:0.9": [BASE * (t + 1) / 5 if t < 5 else BASE * .9 ** (t - 5) for t in range(EPOCHS)],
    "inverse-scaling:0.5": inverse_scaling(.5),
    "adaptive:0.0001:2": adaptive(1e-4, 2),
    "coslog:35:4": [coslog(t / 35) for t in range(EPOCHS)],
    "flat-cosine:35:0.4": [flat_cosine(t / 35) for t in range(EPOCHS)],
}

with open("schedules.json", "w") as file:
    versions = dict(python=platform.python_version(), torch=torch.__version__, sklearn=sklearn.__version__)
    rows = ['"%s":%s' % (name, json.dumps(rates)) for name, rates in SCHEDULES.items()]
    file.write('{"versions":%s,"base":%s,"losses":%s,"rates":{\n%s\n}}\n' % (json.dumps(versions), BASE, json.dumps(LOSSES), ",\n".join(rows)))
