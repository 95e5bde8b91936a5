#!/usr/bin/python3
"""scikit-learn from a CSV file of numbers and a class to a saved model, as benchmarks/compare.sh times it.

table.py train trees|mlp TRAIN.csv MODEL EPOCHS    table.py score MODEL TEST.csv    (the accuracy)
"""
import sys
import warnings
import joblib
import numpy as np
import pandas

warnings.filterwarnings("ignore")


def read(path):
    table = pandas.read_csv(path, dtype={f"x{i}": np.float32 for i in range(50)})
    return table.drop(columns="y").to_numpy(), table["y"].to_numpy()


if sys.argv[1] == "train":
    kind, path, model_path, epochs = sys.argv[2:]
    x, y = read(path)
    if kind == "trees":
        from sklearn.ensemble import HistGradientBoostingClassifier
        model = HistGradientBoostingClassifier(random_state=1)
    else:
        from sklearn.neural_network import MLPClassifier
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        model = make_pipeline(StandardScaler(), MLPClassifier((64, 64), batch_size=256, max_iter=int(epochs), random_state=1))
    joblib.dump(model.fit(x, y), model_path)
else:
    x, y = read(sys.argv[3])
    print(f"{joblib.load(sys.argv[2]).score(x, y):.4f}")
