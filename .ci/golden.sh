#!/usr/bin/env bash
# The SHA-256 of some training runs on this machine, a line each, for same-hashes.sh.
#
#   .ci/golden.sh FILE
set -euo pipefail
file=$1
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/src/Nabla.Cli" -c Release -v q > "$work/build.log" || { cat "$work/build.log"; exit 1; }
while read -r options; do
    # shellcheck disable=SC2086 # words are separate options
    dotnet "$root/src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll" train $options --seed 1 --output "$work/m.safetensors" > "$work/said.txt" 2>&1 || { cat "$work/said.txt"; exit 1; }
    hash=$(openssl dgst -sha256 -r "$work/m.safetensors" | cut -d' ' -f1)
    echo "$hash  $options"
done > "$file" <<'RUNS'
iris --epochs 10
iris --epochs 10 --activation tanh --optimizer nesterov --precision double
moons --epochs 10 --hidden 8,8 --activation gelu --dropout 0.2
friedman1 --epochs 5 --activation softplus --optimizer rmsprop
spirals --epochs 5 --hidden 16,16 --activation elu --batch-size 7
digits --epochs 2 --hidden 30 --activation sigmoid --optimizer sgd
RUNS
echo "$(wc -l < "$file") runs"
