"""The steps that MINPACK-2's dcsrch tries, as SciPy has it, on the six functions of More and Thuente (ACM TOMS 20, 1994). Writes dcsrch.json."""
import json
import platform
import numpy as np
import scipy
from scipy.optimize import _minpack2


def two_roots(b1, b2):
    g1, g2 = np.sqrt(1 + b1 * b1) - b1, np.sqrt(1 + b2 * b2) - b2

    def phi(a):
        r1, r2 = np.sqrt((1 - a) ** 2 + b2 * b2), np.sqrt(a * a + b1 * b1)
        return g1 * r1 + g2 * r2, g1 * (a - 1) / r1 + g2 * a / r2
    return phi


def wavy(a, beta=.01, waves=39):
    low = 1 - a if a <= 1 - beta else a - 1 if a >= 1 + beta else (a - 1) ** 2 / (2 * beta) + beta / 2
    slope = -1 if a <= 1 - beta else 1 if a >= 1 + beta else (a - 1) / beta
    angle = waves * np.pi * a / 2
    return low + 2 * (1 - beta) / (waves * np.pi) * np.sin(angle), slope + (1 - beta) * np.cos(angle)


FUNCTIONS = {
    "5.1": lambda a: (-a / (a * a + 2), (a * a - 2) / (a * a + 2) ** 2),
    "5.2": lambda a: ((a + .004) ** 5 - 2 * (a + .004) ** 4, 5 * (a + .004) ** 4 - 8 * (a + .004) ** 3),
    "5.3": wavy,
    "5.4": two_roots(.001, .001),
    "5.5": two_roots(.01, .001),
    "5.6": two_roots(.001, .01),
}


def dcsrch(phi, first, decrease, curvature):
    f, g = map(float, phi(0.))
    isave, dsave = np.zeros(2, np.intc), np.zeros(13)
    task, step, steps = b"START", first, []
    while True:
        step, f, g, task = _minpack2.dcsrch(step, f, g, decrease, curvature, 1e-14, task, 0., 1e10, isave, dsave)
        if task[:2] != b"FG" or len(steps) == 60:
            assert task[:4] == b"CONV", task
            return steps
        steps.append(float("%.12g" % step))
        f, g = map(float, phi(step))


if __name__ == "__main__":
    versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
    search = [dict(function=name, decrease=decrease, curvature=curvature, steps=dcsrch(phi, first, decrease, curvature))
              for name, phi in FUNCTIONS.items() for decrease, curvature in ((1e-4, .9), (1e-3, .1), (1e-3, 1e-3)) for first in (1e-3, 1e-1, .6, 1e1, 1e3)]
    with open("dcsrch.json", "w") as file:
        file.write('{"versions":' + json.dumps(versions) + ',"rows":[\n' + ",\n".join(map(json.dumps, search)) + "\n]}\n")
