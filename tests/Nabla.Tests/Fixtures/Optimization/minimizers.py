"""SciPy's minimizers on the problems of test_problems.py, from the standard start and from 10 and 100 times it.

Writes minimizers.json. An evaluation is one pair of cost and gradient. `evaluations` counts up to the first point with
cost - best <= 1e-6 max(1, |best|); null if there is none within 10,000. All tolerances are tight, so that no stopping rule decides.
"""
import json
import platform
import numpy as np
import scipy
from scipy.optimize import least_squares, minimize
from test_problems import PROBLEMS

LIMIT = 10_000


def gradient(r, j):
    """2 J'r, each column summed in the same order: what is symmetric in the problem stays so, as BLAS would not have it."""
    return 2 * (j * r[:, None]).sum(0)


class Solved(Exception):
    pass


class Counter:
    def __init__(self, problem, best):
        self.problem, self.target, self.evaluations = problem, best + 1e-6 * max(1, abs(best)), 0
        self.last = None

    def residuals(self, x):
        r, _ = self.problem(np.asarray(x, float))
        if self.last is None or (x != self.last).any():  # least_squares evaluates its start twice
            self.count(r @ r)
        self.last = x.copy()
        return r

    def jacobian(self, x):
        return self.problem(np.asarray(x, float))[1]

    def pair(self, x):
        r, j = self.problem(np.asarray(x, float))
        self.count(r @ r)
        return r @ r, gradient(r, j)

    def count(self, cost):
        self.evaluations += 1
        if self.evaluations > LIMIT:
            raise StopIteration
        if cost <= self.target:
            raise Solved


def evaluations(run):
    counter = run[0]
    try:
        with np.errstate(all="ignore"):
            run[1](counter)
    except Solved:
        return counter.evaluations
    except (StopIteration, ValueError):  # least_squares refuses residuals that are not finite at its start
        pass
    return None


SOLVERS = {
    "BFGS": lambda c, x: minimize(c.pair, x, jac=True, method="BFGS", options=dict(gtol=1e-13, maxiter=LIMIT)),
    "LBFGS": lambda c, x: minimize(
        c.pair, x, jac=True, method="L-BFGS-B", options=dict(ftol=0, gtol=1e-13, maxiter=LIMIT, maxfun=LIMIT)),
    "CG": lambda c, x: minimize(c.pair, x, jac=True, method="CG", options=dict(gtol=1e-13, maxiter=LIMIT)),
    "LM": lambda c, x: least_squares(
        c.residuals, x, c.jacobian, method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=LIMIT),
}

rows = []
for name, (problem, start, best) in PROBLEMS.items():
    for factor in (1, 10, 100):
        x = factor * np.array(start, float)
        if factor > 1 and not x.any():
            continue
        with np.errstate(all="ignore"):
            r, j = problem(x)
        row = dict(problem=name, factor=factor, best=best, cost=float(r @ r), gradient=[float(v) for v in gradient(r, j)[:10]])
        for solver, run in SOLVERS.items():
            row[solver] = evaluations((Counter(problem, best), lambda c: run(c, x)))
        rows.append(row)
        print(name, factor, [row[s] for s in SOLVERS])

with open("minimizers.json", "w") as file:
    versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
    file.write('{"versions":' + json.dumps(versions) + ',"rows":[\n' + ",\n".join(json.dumps(r) for r in rows) + "\n]}\n")
