#!/usr/bin/env bash
# Nabla beside its peers, in turns on one machine: writes benchmarks/results/NAME.md with medians, ratios, machine and versions.
#
#   benchmarks/compare.sh [NAME] [ROUNDS]     (default: the host's name, 3 rounds; nothing else should run meanwhile)
#
# Needs python3-torch python3-sklearn python3-onnx libopenblas-pthread-dev gcc (Debian) and Node 20; what is missing is left out.
set -euo pipefail
cd "$(dirname "$0")"
name=${1:-$(hostname)}
rounds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lines=$work/lines.tsv # table, row, who, threads, value

dotnet build -c Release Nabla.Benchmarks -v quiet > /dev/null
nabla() { dotnet Nabla.Benchmarks/bin/Release/net10.0/Nabla.Benchmarks.dll "$@"; }
has() { /usr/bin/python3 -c "import $1" 2> /dev/null; }

gcc -O2 -march=native peers/gemm_limits.c -o "$work/gemm" -l:libopenblas.so.0 -lm 2> /dev/null || echo "no OpenBLAS: products are not compared"
if has onnx && /usr/bin/python3 peers/onnxruntime/make_models.py "$work"; then
    (cd "$work" && ONNXRUNTIME_NODE_INSTALL=skip npm install --silent onnxruntime-node@1.30 > /dev/null 2>&1) || echo "no ONNX Runtime"
fi

for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    for threads in 1 2; do
        nabla throughput --threads $threads --seconds 0.8 | awk -v t=$threads -F'\t' '{print "training\t" $1 "\tnabla\t" t "\t" $2}' >> "$lines"
        has torch && /usr/bin/python3 peers/train_throughput.py --threads $threads --seconds 0.5 | awk -v t=$threads -F'\t' '{print "training\t" $1 "\t" $2 "\t" t "\t" $3}' >> "$lines"
    done
    if [ -x "$work/gemm" ]; then
        OPENBLAS_CORETYPE=SkylakeX taskset -c 0 "$work/gemm" | awk -F'\t' '{w = $1 ~ /^openblas/ ? "openblas" : "limit"; sub(/^openblas-/, "", $1); print "products\t" $1 "\t" w "\t1\t" $2}' >> "$lines"
    fi
    nabla products --threads 1 | awk -F'\t' '{sub(/^nabla-/, "", $1); print "products\t" $1 "\tnabla\t1\t" $2}' >> "$lines"
    nabla products --threads 2 | awk -F'\t' '{sub(/^nabla-/, "", $1); print "products\t" $1 "\tnabla on two threads\t2\t" $2}' >> "$lines"
    nabla products --threads 1 --double | awk -F'\t' '{sub(/^nabla-/, "", $1); print "products\t" $1 "\tnabla in double\t1\t" $2}' >> "$lines"
    for threads in 1 2; do
        nabla digits --threads $threads | awk -v t=$threads -F'\t' '{print "digits\tseconds\tnabla\t" t "\t" $2}' >> "$lines"
    done
    has sklearn && OPENBLAS_CORETYPE=SkylakeX /usr/bin/python3 peers/digits_gradient_descent.py | awk -F'\t' '{print "digits\tseconds\t" $1 "\t1\t" $2}' >> "$lines"
    nabla predict | awk -F'\t' '{sub(/^nabla-/, "", $1); print "prediction\t" $1 "\tnabla\t1\t" $2}' >> "$lines"
    [ -d "$work/node_modules/onnxruntime-node" ] && (cd "$work" && node "$OLDPWD/peers/onnxruntime/predict.js" "$work") | awk -F'\t' '{sub(/^onnxruntime-/, "", $1); print "prediction\t" $1 "\tonnxruntime\t1\t" $2}' >> "$lines"
done

/usr/bin/python3 results/table.py "$lines" > "results/$name.md"
echo "wrote benchmarks/results/$name.md" >&2
