#!/usr/bin/env bash
# A service under load while its model's file is replaced ten times: 64 connections for 30 seconds, no wrong answer, no failed request.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${NABLA_SERVE_SECONDS:-30}
work=$(mktemp -d)
dotnet build src/Nabla.Cli -c Release -v q > /dev/null
nabla=(dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll)
trap 'kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; rm -rf "$work"' EXIT

for seed in 1 2; do
    "${nabla[@]}" train docs/guide/flats.csv --target rent --ignore id --epochs 5 --seed $seed --output "$work/$seed.safetensors" > /dev/null 2>&1
done
cp "$work/1.safetensors" "$work/flats.safetensors"
echo '{"area":64.9,"rooms":2,"district":"North","floor":1,"balcony":"yes","built":null,"listed":"2025-12-26","heating":"gas"}' > "$work/row.json"

"${nabla[@]}" serve "$work/flats.safetensors" --urls http://127.0.0.1:0 > "$work/log" &
server=$!
for _ in $(seq 100); do grep -q '^serving ' "$work/log" && break; sleep 0.2; done
url=$(sed -n 's/^serving .* at \(http[^ ]*\/predict\) .*/\1/p' "$work/log")

replace() { # replace SEED: in one step, as Model.Save does
    cp "$work/$1.safetensors" "$work/next"
    mv "$work/next" "$work/flats.safetensors"
}
ask() { curl -s -H 'Content-Type: application/json' -d @"$work/row.json" "$url"; }
first=$(ask)
replace 2
for _ in $(seq 100); do second=$(ask); [ "$second" != "$first" ] && break; sleep 0.2; done
[ "$second" != "$first" ] || { echo "the file was replaced, the answers stay"; exit 1; }

wrk -t 2 -c 64 -d "${seconds}s" -s benchmarks/serve.lua "$url" -- "$work/row.json" "$first" "$second" > "$work/wrk" &
load=$!
for i in $(seq 10); do
    sleep "$(awk "BEGIN { print $seconds / 11 }")"
    replace $((i % 2 + 1))
done
wait "$load"
cat "$work/wrk"
grep -q '^answers [1-9][0-9]* wrong 0 failed 0 socket-errors 0$' "$work/wrk"
