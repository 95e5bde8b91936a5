#!/usr/bin/python3
"""Tables in Markdown from the lines that compare.sh gathers: table, row, who, threads, value.

Each figure is the median over rounds; of several thread counts the better one counts, for Nabla and peers alike.
"""
import collections, datetime, platform, statistics, subprocess, sys

values = collections.defaultdict(list)
for line in open(sys.argv[1]):
    table, row, who, threads, value = line.rstrip("\n").split("\t")
    values[table, row, who, threads].append(float(value))
best = {}
for (table, row, who, _), figures in values.items():
    median = statistics.median(figures)
    better = min if table == "digits" or row.endswith(("nanoseconds", "bytes", "seconds")) else max
    best[table, row, who] = better(best.get((table, row, who), median), median)


def rows(table):
    return list(dict.fromkeys(row for t, row, _ in best if t == table))


def cell(value):
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def versions():
    return ", ".join(line.strip() for line in open(sys.argv[2]))


cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.processor())
dotnet = subprocess.run(["dotnet", "--version"], capture_output=True, text=True).stdout.strip()
print(f"# Nabla beside its peers\n\n{cpu}, {datetime.date.today()}, .NET SDK {dotnet}; {versions()}. Medians of interleaved rounds; each program with one or two threads, whichever is faster.")

peers = ("numpy", "torchsharp", "scikit-learn", "pytorch")
print("\n## Training, samples per second (float)\n\n| workload | Nabla | NumPy | TorchSharp | scikit-learn | PyTorch | Nabla ÷ best peer |\n|---|--:|--:|--:|--:|--:|--:|")
for row in rows("training"):
    nabla, others = best.get(("training", row, "nabla")), [best.get(("training", row, p)) for p in peers]
    known = [o for o in others if o]
    print(f"| {row} | {cell(nabla)} | " + " | ".join(map(cell, others)) + f" | {nabla / max(known):.1f} |" if nabla and known else f"| {row} | {cell(nabla)} | | | | | |")

limit = best.get(("products", "fma-limit-one-core", "limit"))
print(f"\n## Products of a layer, GFLOP/s on one core (limit of fused multiply-adds: {cell(limit)})\n")
print("| product, batch × outputs × inputs | Nabla | of the limit | OpenBLAS | Nabla ÷ OpenBLAS | two threads ÷ one | double ÷ float |\n|---|--:|--:|--:|--:|--:|--:|")
for row in rows("products"):
    nabla, blas, two, double = (best.get(("products", row, w)) for w in ("nabla", "openblas", "nabla on two threads", "nabla in double"))
    if nabla:
        ratio = lambda a, b: f"{a / b:.2f}" if a and b else "–"
        print(f"| {row} | {cell(nabla)} | {ratio(nabla, limit)} | {cell(blas)} | {ratio(nabla, blas)} | {ratio(two, nabla)} | {ratio(double, nabla)} |")

print("\n## 3,000 full-batch iterations on the digits, seconds\n\n| program | seconds | ÷ Nabla |\n|---|--:|--:|")
nabla = best.get(("digits", "seconds", "nabla"))
for (table, _, who), value in best.items():
    if table == "digits":
        print(f"| {who} | {cell(value)} | {value / nabla:.1f} |")

print("\n## Prediction of one row by a whole model of 64-30-10, rows per second on one thread\n\n| program | rows per second | Nabla ÷ it |\n|---|--:|--:|")
nabla = best.get(("prediction", "one-row", "nabla"))
for who, title in (("nabla", "Nabla"), ("onnxruntime", "ONNX Runtime (C#)"), ("torchsharp", "TorchSharp (network alone)"), ("lightgbm", "ML.NET, LightGBM of 100 trees")):
    value = best.get(("prediction", "one-row", who))
    print(f"| {title} | {cell(value)} | {cell(nabla / value) if nabla and value else '–'} |")

print("\n## Prediction of batches, rows per second unless said\n\n| what | Nabla | ONNX Runtime (C#) | ratio |\n|---|--:|--:|--:|")
for row in rows("prediction"):
    nabla, onnx = best.get(("prediction", row, "nabla")), best.get(("prediction", row, "onnxruntime"))
    if row != "one-row":
        print(f"| {row} | {cell(nabla)} | {cell(onnx)} | {f'{nabla / onnx:.2f}' if nabla and onnx else '–'} |")

print(f"\n## From a CSV file of {int(sys.argv[3]):,} rows × 50 columns to a saved model: the whole command\n")
print("| program | seconds | peak memory, MB | accuracy on other rows |\n|---|--:|--:|--:|")
titles = {"nabla": "Nabla, 64-64", "ml.net-lightgbm": "ML.NET, LightGBM", "ml.net-fasttree": "ML.NET, FastTree",
          "scikit-learn-trees": "scikit-learn, HistGradientBoosting", "scikit-learn-mlp": "scikit-learn, MLP 64-64"}
for who, title in titles.items():
    seconds, megabytes, accuracy = (best.get(("table", what, who)) for what in ("seconds", "megabytes", "accuracy"))
    print(f"| {title} | {cell(seconds)} | {cell(megabytes)} | {f'{accuracy:.4f}' if accuracy else '–'} |")
print("\nNetworks train for the same number of epochs with batches of 256 rows, trees with the defaults of each program.")
