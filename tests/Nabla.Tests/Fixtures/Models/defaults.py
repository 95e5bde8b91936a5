#!/usr/bin/python3
"""Mean test scores of scikit-learn's MLPClassifier and MLPRegressor behind a StandardScaler, all at their defaults.

The data are those of DefaultsTests, which writes them where NABLA_DEFAULTS_FOLDER says:
    NABLA_DEFAULTS_FOLDER=/tmp/defaults Nabla.Tests --filter-method "*DefaultsTests.The_splits_are_written*"
    /usr/bin/python3 defaults.py /tmp/defaults > defaults.json
Each file NAME-SEED-PART.csv has the features and in its last column the class or the target. apt-get install python3-sklearn
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # that 200 epochs were not enough
folder = pathlib.Path(sys.argv[1])
names = sorted({path.name.split("-")[0] for path in folder.glob("*.csv")})
means = {}
for name in names:
    scores = []
    for seed in range(1, 11):
        train, test = (np.loadtxt(folder / f"{name}-{seed}-{part}.csv", delimiter=",") for part in ("train", "test"))
        network = MLPRegressor if name.startswith("friedman1") else MLPClassifier
        model = make_pipeline(StandardScaler(), network(random_state=seed)).fit(train[:, :-1], train[:, -1])
        scores.append(model.score(test[:, :-1], test[:, -1]))
    means[name] = float(np.mean(scores))
json.dump({"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scores": means}, sys.stdout, indent=2)
print()
