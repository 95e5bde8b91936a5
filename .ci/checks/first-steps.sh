#!/usr/bin/env bash
# What someone new does: a fresh clone, no packages, an empty home, and the first command of the README to the letter. Its output is the README's.
set -euo pipefail
cd "$(dirname "$0")/../.."
git rev-parse --git-dir > /dev/null 2>&1 || { echo "no git repository: nothing to clone"; exit 0; }
source .ci/empty-home.sh
git clone -q . "$work/nabla"
cd "$work/nabla"

block() { awk -v fence="^\`\`\`$1\$" -v number="$2" '/^```$/ { inside = 0 } inside; $0 ~ fence && ++found == number { inside = 1 }' README.md; }
command=$(block sh 1)
echo "$command"
start=$(date +%s)
in_empty_home bash -c "$command" 2>&1 | tee "$work/output.txt"
echo "$(($(date +%s) - start)) seconds, with all packages fetched"

# The lines of the README, in any order (projects are built at the same time); durations and places differ.
plain() { sed -E "s|$work/nabla|~/nabla|; s/ \(in [0-9.,]+ m?s[a-z]*\)\.//; s/[0-9.]+ (s|min) left/T left/; s/ in [0-9.,]+ (ms|s|min):/ in T:/; s/; T left//" "$@"; }
block text 1 | plain | sort > "$work/wanted.txt"
plain "$work/output.txt" | sort > "$work/found.txt"
missing=$(comm -23 "$work/wanted.txt" "$work/found.txt" | grep -v '^…$' || true)
[ -z "$missing" ] || { echo "the README shows lines that the command does not print:"; echo "$missing"; exit 1; }

# That build has no web host: the first command that needs it builds it.
in_empty_home ${command%% -- *} -- studio iris --no-browser > "$work/studio.txt" 2>&1 &
studio=$!
for _ in $(seq 300); do
    grep -q 'the Studio is at' "$work/studio.txt" && break
    kill -0 "$studio" 2> /dev/null || break
    sleep 1
done
pkill -f "$work/nabla/.*Nabla.Cli studio iris" || true
wait "$studio" || true
grep -q 'building the web host' "$work/studio.txt" && grep -q 'the Studio is at' "$work/studio.txt" || { cat "$work/studio.txt"; echo "the Studio did not start"; exit 1; }
