#!/usr/bin/env bash
# Training with MPI gives the bytes of one process: for 1, 2, 3, 4 and 7 ranks of 1 and 2 threads, by Open MPI and by MPICH. NABLA_MPI_ALL=1 runs
# every configuration with every number; without it each library runs the first three so, and the others with 3 ranks (Open MPI) and 7 (MPICH).
set -euo pipefail
cd "$(dirname "$0")/../.."
source .ci/mpi.sh
cd "$work"

# Rows with weights, and few rows.
awk 'BEGIN { srand(3); print "x,z,weight,y"; for (i = 0; i < 700; i++) { x = rand(); z = rand(); print x "," z "," 0.5 + rand() "," x * z + 0.1 * rand() } }' > weights.csv
head -6 weights.csv > five.csv
head -2 weights.csv > one.csv
flats=$root/docs/guide/flats.csv

configurations=(
    "digits --hidden 64,32 --optimizer adamw --schedule cosine:3 --batch-size 512 --epochs 3"
    "digits --hidden 40 --normalization batch --optimizer sgd --batch-size 512 --epochs 3"
    "$flats --target rent --ignore id --batch-size 64 --piece-rows 8 --epochs 4 --validation-size 0.2 --early-stopping --dropout 0.1"
    "digits --hidden 300,300 --optimizer momentum --clip-norm 0.1 --batch-size 300 --piece-rows 32 --epochs 2"
    "iris --optimizer lbfgs --piece-rows 16 --epochs 20"
    "friedman1 --hidden 3 --optimizer levenberg-marquardt --piece-rows 32 --epochs 5"
    "digits --hidden 50 --dropout 0.2 --input-noise 0.1 --validation-size 0.2 --early-stopping --patience 2 --batch-size 256 --epochs 6"
    "weights.csv --target y --weight weight --optimizer adam --piece-rows 16 --batch-size 100 --epochs 5"
    "digits --hidden 60 --optimizer nesterov --max-norm 1.5 --batch-size 200 --piece-rows 16 --epochs 3"
    "$flats --target rent --ignore id --embed district:3 --hidden 16,16 --residual --precision double --optimizer nadam --piece-rows 16 --epochs 4"
    "digits --hidden 40,30 --freeze 2 --rate-factors 0.5,1,1 --label-smoothing 0.1 --l2 0.001 --piece-rows 8 --epochs 2"
    "iris --ensemble 3 --seeds 2 --epochs 8 --piece-rows 8 --batch-size 32"
    "digits --hidden 30 --class-weight balanced --optimizer rmsprop --batch-size full --piece-rows 100 --epochs 5"
    "five.csv --target y --ignore weight --test-size 0 --batch-size full --piece-rows 2 --epochs 5"
    "one.csv --target y --ignore weight --test-size 0 --scale none --epochs 3"
)

runs=0
for i in "${!configurations[@]}"; do
    read -ra options <<< "${configurations[i]}"
    "${nabla[@]}" train "${options[@]}" --output alone.safetensors > alone.txt 2>&1 || { cat alone.txt; fail "one process fails: ${options[*]}"; }
    expected=$(hash alone.safetensors)
    for library in $libraries; do
        numbers="1 2 3 4 7" threads="1 2"
        if [ -z "${NABLA_MPI_ALL:-}" ] && [ "$i" -ge 3 ]; then
            if [ "$library" = openmpi ]; then numbers=3 threads=1; else numbers=7 threads=2; fi
        fi
        for number in $numbers; do
            for thread in $threads; do
                rm -f ranks.safetensors
                (ranks "$library" "$number" "${nabla[@]}" train "${options[@]}" --mpi --threads "$thread" --output ranks.safetensors) > ranks.txt 2>&1 < /dev/null ||
                    { cat ranks.txt; fail "$library with $number ranks fails: ${options[*]}"; }
                [ "$(hash ranks.safetensors)" = "$expected" ] || fail "$library with $number ranks of $thread threads gives other bytes: ${options[*]}"
                runs=$((runs + 1))
            done
        done
    done
    echo "$expected ${options[*]}"
done
echo "$runs runs of ${#configurations[@]} configurations have the bytes of one process"

# What all ranks send is what docs/decisions/distributed.md says.
options=(digits --hidden 200,100 --optimizer adam --batch-size 512 --piece-rows 32 --epochs 2 --mpi --threads 1 --json --output ranks.safetensors)
for number in 1 2 3 4 5 6 7 8; do
    said=$(sed -n "s/^| $number | \([0-9,]*\) | \([0-9,]*\) |$/\1 \2/p" "$root/docs/decisions/distributed.md" | tr -d ,)
    for library in $libraries; do
        (ranks "$library" "$number" "${nabla[@]}" train "${options[@]}") > ranks.json 2> ranks.txt < /dev/null || { cat ranks.txt; fail "$library with $number ranks fails"; }
        sent=$(tr ',{}' '\n' < ranks.json | awk -F: '/messagesSent/ { messages += $2 } /bytesSent/ { bytes += $2 } END { print messages + 0, bytes + 0 }')
        [ "$sent" = "$said" ] || fail "$library with $number ranks sends $sent (messages, bytes), docs/decisions/distributed.md says $said"
    done
done
echo "1 to 8 ranks send what the formulas say"

# The program of the package's README.
dotnet build "$root/examples/mpi.cs" -c Release -v q > example.txt 2>&1 || { cat example.txt; fail "examples/mpi.cs does not build"; }
for number in 1 3; do
    rm -f digits.safetensors
    (ranks openmpi "$number" dotnet run -c Release --no-build "$root/examples/mpi.cs") > example.txt 2>&1 < /dev/null || { cat example.txt; fail "examples/mpi.cs fails"; }
    mv digits.safetensors "example$number.safetensors"
done
cmp example1.safetensors example3.safetensors
