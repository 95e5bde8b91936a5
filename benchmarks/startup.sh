#!/usr/bin/env bash
# How fast the installed command is: packs it, installs it into a folder that goes away, and takes the median seconds of
# `nabla --version` and of a whole training, from start to saved model. Writes benchmarks/results/start-up.md.
#
#   benchmarks/startup.sh [ROUNDS]     (default 9; nothing else should run meanwhile)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for project in src/Nabla src/Nabla.Csv src/Nabla.Reports src/Nabla.Cli; do
    dotnet pack "$project" -c Release -o "$work/packages" -p:Version=0.0.0-startup > "$work/pack.log" || { cat "$work/pack.log"; exit 1; }
done
printf '<configuration><packageSources><add key="packed" value="%s" /></packageSources></configuration>' "$work/packages" > "$work/NuGet.config"
dotnet tool install Nabla.Cli --version 0.0.0-startup --tool-path "$work/tool" --configfile "$work/NuGet.config" > /dev/null

seconds() { # seconds NAME COMMAND...: a line with the seconds of each round
    local name=$1
    shift
    for _ in $(seq "$rounds"); do
        local begin=$EPOCHREALTIME
        "$@" > /dev/null 2>&1
        echo "$name $(awk "BEGIN { print $EPOCHREALTIME - $begin }")"
    done
}

cd "$work"
run="seconds version tool/nabla --version
seconds train tool/nabla train digits --output digits.safetensors"
{ ${NABLA_ALONE:-} bash -c "$(declare -f seconds); rounds=$rounds; set -e; $run"; } > seconds
median() { awk -v name="$1" '$1 == name { print $2 }' seconds | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f s (%.2f to %.2f)", v[int((NR + 1) / 2)], v[1], v[NR] }'; }
{
    echo "# How fast the installed command is"
    echo
    echo "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo), $(nproc) cores, $(date +%F), .NET SDK $(dotnet --version). Median of $rounds rounds, with lowest and highest; made by \`benchmarks/startup.sh\`."
    echo
    echo "| command | seconds | goal |"
    echo "|---|--:|--:|"
    echo "| \`nabla --version\` | $(median version) | under 0.3 s |"
    echo "| \`nabla train digits\`, 60 epochs, from start to saved model | $(median train) | within 2 s |"
} > "$OLDPWD/benchmarks/results/start-up.md"
cat "$OLDPWD/benchmarks/results/start-up.md"
