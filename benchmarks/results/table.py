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
    better = min if table == "digits" or row.endswith(("nanoseconds", "bytes")) else max
    best[table, row, who] = better(best.get((table, row, who), median), median)


def rows(table):
    return list(dict.fromkeys(row for t, row, _ in best if t == table))


def cell(value):
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.processor())
dotnet = subprocess.run(["dotnet", "--version"], capture_output=True, text=True).stdout.strip()
print(f"# Nabla beside its peers\n\n{cpu}, {datetime.date.today()}, .NET SDK {dotnet}. Medians of interleaved rounds, each program at its better thread count.")

peers = ("pytorch", "scikit-learn", "numpy")
print("\n## Training, samples per second (float)\n\n| workload | Nabla | PyTorch | scikit-learn | NumPy | Nabla ÷ best peer |\n|---|--:|--:|--:|--:|--:|")
for row in rows("training"):
    nabla, others = best.get(("training", row, "nabla")), [best.get(("training", row, p)) for p in peers]
    known = [o for o in others if o]
    print(f"| {row} | {cell(nabla)} | " + " | ".join(map(cell, others)) + f" | {nabla / max(known):.1f} |" if nabla and known else f"| {row} | {cell(nabla)} | | | | |")

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

print("\n## Prediction (rows per second unless said)\n\n| what | Nabla | ONNX Runtime 1.30 (Node) | ratio |\n|---|--:|--:|--:|")
for row in rows("prediction"):
    nabla, onnx = best.get(("prediction", row, "nabla")), best.get(("prediction", row, "onnxruntime"))
    print(f"| {row} | {cell(nabla) if nabla is not None else '–'} | {cell(onnx)} | {f'{nabla / onnx:.2f}' if nabla and onnx else '–'} |")
