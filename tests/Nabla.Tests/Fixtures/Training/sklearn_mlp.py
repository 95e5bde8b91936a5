"""Loss curves of scikit-learn's MLPClassifier and MLPRegressor from given first weights, rows in their own order.

Written with Debian 12's scikit-learn 1.2.1 and NumPy 1.24.2: /usr/bin/python3 sklearn_mlp.py > sklearn_mlp.json
"""
import json
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.simplefilter("ignore")
EPOCHS = 20
random = numpy.random.RandomState(1)
ROWS, INPUTS, HIDDEN = 50, 3, (5, 4)
x = random.normal(size=(ROWS, INPUTS)).round(6)
classes = (x[:, 0] + x[:, 1] ** 2 > 0.5).astype(int) + (x[:, 2] > 0.7)
values = (x[:, 0] * x[:, 1] - x[:, 2] + 0.1 * random.normal(size=ROWS)).round(6)


def first_weights(outputs):
    sizes = [INPUTS, *HIDDEN, outputs]
    return (
        [random.uniform(-0.7, 0.7, size=(a, b)).round(6) for a, b in zip(sizes, sizes[1:])],
        [random.uniform(-0.2, 0.2, size=b).round(6) for b in sizes[1:]],
    )


STARTS = {"classes": first_weights(3), "values": first_weights(1)}


def curve(target, **settings):
    weights, biases = STARTS[target]
    kind = MLPClassifier if target == "classes" else MLPRegressor

    class Started(kind):
        def _initialize(self, *arguments):
            super()._initialize(*arguments)
            self.coefs_ = [w.copy() for w in weights]
            self.intercepts_ = [b.copy() for b in biases]

    model = Started(
        HIDDEN, shuffle=False, batch_size=16, max_iter=EPOCHS, alpha=0.05, tol=settings.pop("tol", 0.0), n_iter_no_change=settings.pop("n_iter_no_change", 1000),
        random_state=0, **settings)
    model.fit(x, classes if target == "classes" else values)
    return {
        "target": target,
        "activation": model.activation,
        "losses": [float(loss) for loss in model.loss_curve_],
        "last": [float(v) for pair in zip(model.coefs_, model.intercepts_) for part in pair for v in part.ravel()],
    }


SGD = dict(solver="sgd", learning_rate_init=0.1)
runs = {}
for target, activation in (("classes", "tanh"), ("values", "relu"), ("values", "logistic")):
    def add(name, **settings):
        runs[f"{target} {activation} {name}"] = {"rule": name, **curve(target, activation=activation, **settings)}

    add("sgd constant", **SGD, momentum=0)
    add("momentum constant", **{**SGD, "learning_rate_init": 0.02}, momentum=0.9, nesterovs_momentum=False)
    add("nesterov constant", **{**SGD, "learning_rate_init": 0.02}, momentum=0.9, nesterovs_momentum=True)
    add("sgd invscaling", **SGD, momentum=0, learning_rate="invscaling", power_t=0.3)
    add("nesterov invscaling", **SGD, momentum=0.9, nesterovs_momentum=True, learning_rate="invscaling", power_t=0.5)
    add("sgd adaptive", **SGD, momentum=0, learning_rate="adaptive", tol=0.02, n_iter_no_change=2)
    add("momentum adaptive", **SGD, momentum=0.9, nesterovs_momentum=False, learning_rate="adaptive", tol=0.02, n_iter_no_change=2)
    add("adam", solver="adam", learning_rate_init=0.02)

print(json.dumps({
    "versions": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__},
    "x": x.tolist(),
    "classes": classes.tolist(),
    "values": values.tolist(),
    "starts": {name: [v for w, b in zip(*start) for part in (w, b) for v in part.ravel().tolist()] for name, start in STARTS.items()},
    "runs": runs,
}, indent=None, separators=(",", ":")))
