"""Writes metrics.json: inputs and what scikit-learn makes of them.

Debian 12: python3-sklearn 1.2.1, python3-numpy 1.24.2. Run: /usr/bin/python3 metrics.py
NaN is written as null. scikit-learn 1.2 has no Brier score of many classes; its definition (since 1.7) stands below.
"""
import json
import math
import os
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.utils.stats import _weighted_percentile

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261101)


def plain(x):
    """Numbers as JSON has them."""
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [plain(value) for value in x]
    if isinstance(x, (float, np.floating)):
        return float(x) if math.isfinite(x) else None
    return int(x) if isinstance(x, np.integer) else x


def weights_or_ones(weights, rows):
    return np.ones(rows) if weights is None else weights


def confusion(name, labels, predictions, classes, weights=None):
    labels, predictions = np.array(labels), np.array(predictions)
    by_class = m.precision_recall_fscore_support(
        labels, predictions, labels=range(classes), sample_weight=weights, zero_division=0)
    average = {
        kind: m.precision_recall_fscore_support(
            labels, predictions, average=kind, sample_weight=weights, zero_division=0)[:3]
        for kind in ("macro", "weighted", "micro")}
    return {
        "name": name, "labels": labels, "predictions": predictions, "classes": classes,
        "weights": [] if weights is None else weights,
        "matrix": m.confusion_matrix(labels, predictions, labels=range(classes), sample_weight=weights).astype(float),
        "accuracy": m.accuracy_score(labels, predictions, sample_weight=weights),
        "precision": by_class[0], "recall": by_class[1], "f1": by_class[2], "support": by_class[3].astype(float),
        **average,
        "kappa": m.cohen_kappa_score(labels, predictions, sample_weight=weights),
        "matthews": m.matthews_corrcoef(labels, predictions, sample_weight=weights)}


def noisy(labels, classes):
    """Predictions that are right two times in three."""
    return np.where(rng.random(len(labels)) < 0.66, labels, rng.integers(0, classes, len(labels)))


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def probabilities(name, labels, p, weights=None):
    rows, classes = p.shape
    hot = np.eye(classes)[labels]
    binary = classes == 2
    brier = np.average(((p - hot) ** 2).sum(axis=1), weights=weights) / (2 if binary else 1)
    if binary:
        assert abs(brier - m.brier_score_loss(labels, p[:, 1], sample_weight=weights)) < 1e-15
    case = {
        "name": name, "labels": labels, "probabilities": p, "weights": [] if weights is None else weights,
        "logLoss": m.log_loss(labels, p, labels=range(classes), sample_weight=weights), "brier": brier,
        "topK": [m.top_k_accuracy_score(labels, p[:, 1] if binary else p, k=k, labels=range(classes), sample_weight=weights)
                 for k in range(1, classes + 1)]}
    for kind in ("macro", "weighted"):
        # Two classes need the same question asked twice, which roc_auc_score only does of one-hot labels.
        case[kind + "Area"] = m.roc_auc_score(hot, p, average=kind, sample_weight=weights)
        if not binary:
            assert abs(case[kind + "Area"] - m.roc_auc_score(labels, p, multi_class="ovr", average=kind, sample_weight=weights)) < 1e-14
        case[kind + "Precision"] = m.average_precision_score(hot, p, average=kind, sample_weight=weights)
    return case


def curves(name, labels, scores, weights=None):
    fpr, tpr, thresholds = m.roc_curve(labels, scores, pos_label=1, sample_weight=weights, drop_intermediate=False)
    precision, recall, _ = m.precision_recall_curve(labels, scores, pos_label=1, sample_weight=weights)
    return {
        "name": name, "labels": labels, "scores": scores, "weights": [] if weights is None else weights,
        "thresholds": thresholds[1:], "falsePositiveRate": fpr, "truePositiveRate": tpr,
        "area": m.auc(fpr, tpr) if np.isfinite(fpr + tpr).all() else math.nan,
        "precision": precision[::-1], "recall": recall[::-1],
        "averagePrecision": m.average_precision_score(labels, scores, sample_weight=weights)}


def labels(name, truth, p, weights=None):
    """Several labels a row, each yes above .5."""
    predicted, columns = (p > 0.5).astype(int), range(truth.shape[1])
    each = lambda score: [score(k) for k in columns]
    precision, recall, f1, _ = m.precision_recall_fscore_support(truth, predicted, sample_weight=weights, zero_division=0)
    return {
        "name": name, "truth": truth, "probabilities": p, "weights": weights,
        "subsetAccuracy": m.accuracy_score(truth, predicted, sample_weight=weights),
        "labelAccuracy": 1 - m.hamming_loss(truth, predicted, sample_weight=weights),
        "logLoss": np.mean(each(lambda k: m.log_loss(truth[:, k], p[:, k], labels=[0, 1], sample_weight=weights))),
        "precision": precision, "recall": recall, "f1": f1, "macroF1": f1.mean(),
        "rocArea": each(lambda k: m.roc_auc_score(truth[:, k], p[:, k], sample_weight=weights)),
        "averagePrecision": each(lambda k: m.average_precision_score(truth[:, k], p[:, k], sample_weight=weights)),
    }


def calibration(name, labels, p, bins, strategy):
    true, predicted = calibration_curve(labels, p, n_bins=bins, strategy=strategy, pos_label=1)
    return {"name": name, "labels": labels, "probabilities": p, "bins": bins, "strategy": strategy, "true": true, "predicted": predicted}


LEVELS = [0, .05, .25, .5, .75, .95, 1]


def regression(name, targets, predictions, weights=None, repeats=None):
    """repeats: weights that are whole numbers, for which quantiles are those of repeated rows."""
    rows = len(targets)
    w = repeats if repeats is not None else weights
    each = {"sample_weight": w, "multioutput": "raw_values"}
    again = np.repeat(np.arange(rows), weights_or_ones(repeats, rows).astype(int))
    residuals = (targets - predictions)[again]
    exact = weights is None
    return {
        "name": name, "targets": targets, "predictions": predictions, "weights": [] if w is None else w, "levels": LEVELS,
        "rSquared": np.atleast_1d(m.r2_score(targets, predictions, **each)),
        "rootMeanSquaredError": m.mean_squared_error(targets, predictions, squared=False, **each),
        "meanAbsoluteError": m.mean_absolute_error(targets, predictions, **each),
        "explainedVariance": m.explained_variance_score(targets, predictions, **each),
        "medianAbsoluteError": m.median_absolute_error(targets[again], predictions[again], multioutput="raw_values") if exact
        else m.median_absolute_error(targets, predictions, **each),
        "maxError": [m.max_error(targets[:, k], predictions[:, k]) for k in range(targets.shape[1])],
        "residuals": np.quantile(residuals, LEVELS, axis=0, method="averaged_inverted_cdf").T if exact
        else np.transpose([_weighted_percentile(residuals, w, 100 * level) for level in LEVELS]),  # the same where no weights sum up to a level
        "overall": {
            "rSquared": m.r2_score(targets, predictions, sample_weight=w),
            "rootMeanSquaredError": m.mean_squared_error(targets, predictions, squared=False, sample_weight=w),
            "meanAbsoluteError": m.mean_absolute_error(targets, predictions, sample_weight=w),
            "explainedVariance": m.explained_variance_score(targets, predictions, sample_weight=w)}}


four = rng.integers(0, 4, 60)
two = rng.integers(0, 2, 50)
three = rng.integers(0, 3, 45)
w60, w50, w45 = (rng.uniform(0.1, 3, n) for n in (60, 50, 45))
p2, p3 = softmax(rng.normal(size=(50, 2)) + np.eye(2)[two]), softmax(rng.normal(size=(45, 3)) + np.eye(3)[three])
certain = p3.copy()
certain[0] = np.roll([0, 0.7, 0.3], three[0])  # a certain mistake
certain[1] = np.eye(3)[three[1]]
score = rng.normal(size=50) + two
ties = np.round(score)
t1, t3 = rng.normal(5, 3, (41, 1)), rng.normal(5, [[3, 1, 0.1]], (40, 3))
y1, y3 = t1 + rng.normal(0, 1, t1.shape), t3 + rng.normal(0, 0.5, t3.shape)
# Constants whose mean is exact: of twelve times 0.1 scikit-learn computes an R² of -3.7e33.
flat = np.column_stack([np.full(12, 0.5), np.full(12, 0.5), rng.normal(size=12)])
flat_predictions = np.column_stack([np.full(12, 0.5), np.arange(12) / 7, np.full(12, 2.5)])
p97 = np.round(rng.random(97), 2)
truth97 = (rng.random(97) < p97).astype(int)

# Drawn from a generator of its own: the cases above and below stay what they are.
own = np.random.default_rng(20261121)
many = (own.uniform(size=(40, 3)) < [0.2, 0.5, 0.7]).astype(int)
p_many = np.clip(0.25 + 0.5 * many + own.normal(0, 0.25, (40, 3)), 0.01, 0.99)
w40 = own.uniform(0.1, 3, 40)

document = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "confusion": [
        confusion("four classes", four, noisy(four, 4), 4),
        confusion("four classes, weighted", four, noisy(four, 4), 4, w60),
        confusion("two classes", two, noisy(two, 2), 2),
        confusion("two classes, weighted", two, noisy(two, 2), 2, w50),
        confusion("an empty class", four * 2, noisy(four * 2, 1), 7),
        confusion("a class never true", three, noisy(three, 5), 5),
        confusion("a class never predicted", three, noisy(three, 2) % 2, 3),
        confusion("constant predictions", three, np.ones(45, int), 3, w45),
        confusion("one class, all right", np.full(9, 1), np.full(9, 1), 3),
        confusion("one true class", np.full(9, 1), np.arange(9) % 3, 3),
        confusion("all wrong", [0, 1, 2], [1, 2, 0], 3),
    ],
    "probabilities": [
        probabilities("two classes", two, p2),
        probabilities("two classes, weighted", two, p2, w50),
        probabilities("three classes", three, p3),
        probabilities("three classes, weighted", three, p3, w45),
        probabilities("a certain mistake", three, certain),
    ],
    "curves": [
        curves("distinct", two, score),
        curves("distinct, weighted", two, score, w50),
        curves("ties", two, ties),
        curves("ties, weighted", two, ties, w50),
        curves("ties, some weights 0", two, ties, np.where(np.arange(50) % 3 == 0, 0, w50)),
        curves("constant scores", two, np.full(50, 0.5)),
        curves("no negatives", np.ones(5, int), score[:5]),
        curves("no positives", np.zeros(5, int), score[:5]),
    ],
    "calibration": [
        calibration(f"{rows} rows, {bins} bins, {strategy}", truth97[:rows], p97[:rows], bins, strategy)
        for rows in (97, 60, 61, 7, 1) for bins in (1, 5, 10) for strategy in ("uniform", "quantile")
    ],
    "labels": [labels("three labels", many, p_many), labels("three labels, weighted", many, p_many, w40)],
    "regression": [
        regression("one target", t1, y1),
        regression("one target, weighted", t1, y1, rng.uniform(0.1, 3, 41)),
        regression("one target, whole weights", t1, y1, repeats=rng.integers(1, 4, 41)),
        regression("three targets", t3, y3),
        regression("three targets, weighted", t3, y3, rng.uniform(0.1, 3, 40)),
        regression("constant targets and predictions", flat, flat_predictions),
        regression("one row", t1[:1], y1[:1]),
        regression("perfect", t3, t3),
    ],
    "baselines": {
        "labels": three, "targets": t3, "classWeights": w45, "targetWeights": np.arange(40) + 0.5,
        "label": DummyClassifier(strategy="prior").fit(three, three).predict([[0]])[0],
        "frequencies": DummyClassifier(strategy="prior").fit(three, three, w45).predict_proba([[0]])[0],
        "means": DummyRegressor().fit(t3, t3, np.arange(40) + 0.5).predict([[0]])[0],
    },
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json"), "w", encoding="utf-8") as file:
    file.write("{\n" + ",\n".join(
        f'"{key}": ' + ("[\n" + ",\n".join(json.dumps(plain(one)) for one in value) + "\n]" if isinstance(value, list) else json.dumps(plain(value)))
        for key, value in document.items()) + "\n}\n")
