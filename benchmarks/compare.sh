#!/usr/bin/env bash
# Nabla beside its peers, in turns on one machine: writes benchmarks/results/NAME.md with medians, ratios, machine and versions.
#
#   benchmarks/compare.sh [NAME] [ROUNDS]     (default: the host's name, 3 rounds; nothing else should run meanwhile)
#   QUICK=1 benchmarks/compare.sh [NAME]      (tiny sizes and windows: shows that all of it runs, and nothing else)
#
# The peers run in a Debian 13 that peers/debian13.sh makes in $DEBIAN13 (as root, with debootstrap); products are compared where
# gcc and libopenblas-dev are there. What is missing is left out.
set -euo pipefail
cd "$(dirname "$0")"
name=${1:-$(hostname)}
rounds=${2:-3}
debian=${DEBIAN13:-/var/tmp/nabla-debian13}
window=0.8 table_rows=1000000 epochs=10
if [ "${QUICK:-}" = 1 ]; then
    rounds=1 window=0.02 table_rows=3000 epochs=2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lines=$work/lines.tsv # table, row, who, threads, value

dotnet build -c Release Nabla.Benchmarks -v quiet > /dev/null
dotnet build -c Release ../src/Nabla.Cli -v quiet > /dev/null
bench() { dotnet Nabla.Benchmarks/bin/Release/net10.0/Nabla.Benchmarks.dll "$@"; }
nabla=../src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll
gather() { awk -v table="$1" -v threads="$2" -v who="${3:-}" -F'\t' 'BEGIN { OFS = "\t" } { if (who != "") print table, $1, who, threads, $2; else print table, $1, $2, threads, $3 }' >> "$lines"; }

# The peers: programs and runtime are copied into the folder with Debian 13, the working folder stands there as /work.
peers/debian13.sh "$debian"
dotnet build -c Release peers/dotnet -v quiet > /dev/null
rm -rf "$debian/opt/peers"
mkdir -p "$debian/opt/peers" "$debian/opt/dotnet/shared" "$debian/work"
cp -r peers/dotnet/bin/Release/net10.0/*/. peers/*.py "$debian/opt/peers"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
cp -r "$sdk/dotnet" "$sdk/host" "$debian/opt/dotnet"
cp -r "$sdk/shared/Microsoft.NETCore.App" "$debian/opt/dotnet/shared"
peer() { peers/in-debian13.sh "$debian" "$work" "$@"; }
peer_dotnet() { peer dotnet /opt/peers/Peers.dll "$@"; }
peer_python() { peer python3 "/opt/peers/$1.py" "${@:2}"; }
{
    peer python3 -c 'import torch, sklearn, numpy; print(f"PyTorch {torch.__version__}\nscikit-learn {sklearn.__version__}\nNumPy {numpy.__version__}")'
    sed -nE 's/.*Include="(TorchSharp-cpu|Microsoft\.ML\.OnnxRuntime|Microsoft\.ML\.LightGbm|Microsoft\.ML\.FastTree)" Version="([^"]*)".*/\1 \2/p' ../Directory.Packages.props
} > "$work/versions.txt"

gcc -O2 -march=native peers/gemm_limits.c -o "$work/gemm" -l:libopenblas.so.0 -lm 2> /dev/null || echo "no gcc or OpenBLAS: products are not compared" >&2

bench table "$table_rows" 1 "$work/train.csv"
bench table "$((table_rows / 10))" 2 "$work/test.csv"
timed() { # timed WHO COMMAND...: seconds and megabytes of a command
    /usr/bin/time -o "$work/time" -f '%e %M' "${@:2}" > "$work/said.txt" 2>&1 || { cat "$work/said.txt"; exit 1; }
    awk -v who="$1" 'BEGIN { OFS = "\t" } { print "table", "seconds", who, "-", $1; print "table", "megabytes", who, "-", $2 / 1024 }' "$work/time" >> "$lines"
}
accuracy() { awk -v who="$1" '{ print "table\taccuracy\t" who "\t-\t" $1 }' >> "$lines"; } # accuracy WHO: the number that is read

for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    for threads in 1 2; do
        bench throughput --threads $threads --seconds "$window" | gather training $threads nabla
        peer_dotnet throughput $threads "$window" | gather training $threads
        peer_python train_throughput --threads $threads --seconds "$window" | gather training $threads
    done
    if [ -x "$work/gemm" ] && [ "${QUICK:-}" != 1 ]; then
        OPENBLAS_CORETYPE=SkylakeX taskset -c 0 "$work/gemm" | awk -F'\t' '{w = $1 ~ /^openblas/ ? "openblas" : "limit"; sub(/^openblas-/, "", $1); print "products\t" $1 "\t" w "\t1\t" $2}' >> "$lines"
        bench products --threads 1 | sed 's/^nabla-//' | gather products 1 nabla
        bench products --threads 2 | sed 's/^nabla-//' | gather products 2 "nabla on two threads"
        bench products --threads 1 --double | sed 's/^nabla-//' | gather products 1 "nabla in double"
    fi
    for threads in 1 2; do
        bench digits --threads $threads | awk -F'\t' '{print "seconds\t" $2}' | gather digits $threads nabla
    done
    peer_python digits_gradient_descent "$([ "${QUICK:-}" = 1 ] && echo 20 || echo 3000)" | awk -F'\t' '{print "seconds\t" $1 "\t" $2}' | gather digits 1
    bench predict | sed 's/^nabla-//' | gather prediction 1 nabla
    peer_dotnet predict "$window" | gather prediction 1
    timed nabla dotnet "$nabla" train "$work/train.csv" --target y --hidden 64,64 --epochs $epochs --batch-size 256 --output "$work/m.safetensors"
    dotnet "$nabla" evaluate "$work/m.safetensors" "$work/test.csv" --json | grep -oE '"accuracy": ?[0-9.]+' | head -1 | grep -oE '[0-9.]+' | accuracy nabla
    for trainer in lightgbm fasttree; do
        timed "ml.net-$trainer" peers/in-debian13.sh "$debian" "$work" dotnet /opt/peers/Peers.dll train $trainer /work/train.csv /work/m.zip
        peer_dotnet score /work/m.zip /work/test.csv | accuracy "ml.net-$trainer"
    done
    for kind in trees mlp; do
        timed "scikit-learn-$kind" peers/in-debian13.sh "$debian" "$work" python3 /opt/peers/table.py train $kind /work/train.csv /work/m.joblib $epochs
        peer_python table score /work/m.joblib /work/test.csv | accuracy "scikit-learn-$kind"
    done
done

/usr/bin/python3 results/table.py "$lines" "$work/versions.txt" "$table_rows" > "results/$name.md"
echo "wrote benchmarks/results/$name.md" >&2
