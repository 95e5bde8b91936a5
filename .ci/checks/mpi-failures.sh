#!/usr/bin/env bash
# Ranks that fail: a killed rank ends the run on all within 30 s, its last checkpoint is whole, and another number of ranks goes on to the same bytes;
# so it is where all ranks are killed, and where the launcher is, after which no rank goes on. A rank that hangs ends the run within 60 s. Ranks of
# another library than the launcher's, and ranks with other data, are refused. NABLA_MPI_ALL=1 adds twenty kills at random moments.
set -euo pipefail
cd "$(dirname "$0")/../.."
source .ci/mpi.sh
cd "$work"
RANDOM=7

mark=$work/checkpoints
options=(digits --hidden 200,100 --epochs 150 --batch-size 512 --piece-rows 64)
"${nabla[@]}" train "${options[@]}" --output alone.safetensors > /dev/null 2>&1
expected=$(hash alone.safetensors)

# start LIBRARY NUMBER [OPTION...]: a run in the background, with checkpoints; the launcher's process is $launcher.
start() {
    local library=$1 number=$2
    shift 2
    rm -f ranks.safetensors
    (ranks "$library" "$number" "${nabla[@]}" train "${options[@]}" --mpi --checkpoint "$mark" --checkpoint-every 2 --report-every 1 --output ranks.safetensors "$@") > ranks.txt 2>&1 < /dev/null &
    launcher=$!
}

# await_checkpoint: until the run has left one.
await_checkpoint() {
    for _ in $(seq 300); do
        compgen -G "$mark/*.safetensors" > /dev/null && return
        sleep 0.1
    done
    cat ranks.txt
    fail "no checkpoint after 30 s"
}

# ends SECONDS WHAT: the launcher and all ranks end, and not as after a success.
ends() {
    local began=$SECONDS status=0
    while [ -n "$(rank_ids "$mark")" ] || kill -0 "$launcher" 2> /dev/null; do
        [ $((SECONDS - began)) -le "$1" ] || { cat ranks.txt; fail "$2: ranks continue after $1 s: $(rank_ids "$mark")"; }
        sleep 0.1
    done
    wait "$launcher" || status=$?
    [ "$status" -ne 0 ] || { cat ranks.txt; fail "$2: exit code 0"; }
    [ ! -e ranks.safetensors ] || fail "$2: there is a model"
    echo "$2: all ranks ended in $((SECONDS - began)) s"
}

# goes_on LIBRARY NUMBER: from the last checkpoint to the bytes of one process.
goes_on() {
    local newest
    newest=$(find "$mark" -name 'epoch-*.safetensors' | sed 's/.*epoch-0*//; s/[.].*//' | sort -n | tail -1)
    start "$1" "$2" --resume
    wait "$launcher" || { cat ranks.txt; fail "$1 with $2 ranks does not go on"; }
    [[ "$(grep -m 1 '^epoch ' ranks.txt)" = "epoch $((newest + 1)) of "* ]] || { cat ranks.txt; fail "$1 with $2 ranks does not continue from epoch $newest"; }
    [ "$(hash ranks.safetensors)" = "$expected" ] || fail "$1 with $2 ranks goes on to other bytes"
    rm -rf "$mark"
}

kill_rank() { # kill_rank NUMBER...: by the ranks' numbers; all without
    local number
    for number in "${@:-[0-9]+}"; do
        rank_ids "$mark" "$number" | xargs -r kill -KILL 2> /dev/null || true
    done
}

for library in $libraries; do
    for schedule in "3 0 1" "3 2 2" "2 1 3" "2 all 2"; do
        read -r number rank after <<< "$schedule"
        start "$library" "$number"
        await_checkpoint
        if [ "$rank" = all ]; then kill_rank; else kill_rank "$rank"; fi
        ends 30 "$library, rank $rank of $number killed"
        goes_on "$library" "$after"
    done

    start "$library" 2
    await_checkpoint
    kill -KILL "$launcher"
    ends 30 "$library, launcher killed"
    goes_on "$library" 3

    start "$library" 3
    await_checkpoint
    stopped=$(rank_ids "$mark" 1)
    kill -STOP "$stopped"
    ends 60 "$library, rank 1 of 3 hangs"
    grep -q "rank 1 is lost (no sign of life for 25 s): the run ends on all ranks" ranks.txt || { cat ranks.txt; fail "nobody says that rank 1 hangs"; }
    rm -rf "$mark"
done

# A launcher of one library, and ranks of the other.
for pair in "openmpi libmpich.so.12" "mpich libmpi.so.40"; do
    read -r library other <<< "$pair"
    NABLA_MPI=$other start "$library" 2
    ends 30 "$other under the launcher of $library"
    [ "$(grep -c "the library '$other'.*sees one: use the launcher of that library" ranks.txt)" = 1 ] || { cat ranks.txt; fail "$other under $library is not refused in one sentence"; }
    rm -rf "$mark"
done

# What rank 0 alone finds wrong.
mkdir folder
for library in $libraries; do
    status=0
    (ranks "$library" 3 timeout 40 "${nabla[@]}" train iris --mpi --output folder) > wrong.txt 2>&1 < /dev/null || status=$?
    [ "$status" = 1 ] && [ "$(grep -c "nabla: output 'folder' is a folder, expected a file" wrong.txt)" = 1 ] || { cat wrong.txt; fail "$library: exit code $status where an output is a folder"; }
done

# Other data on one rank.
printf 'x,y\n1,2\n2,4\n3,5\n4,9\n' > first.csv
printf 'x,y\n1,2\n2,4\n3,5\n4,8\n' > second.csv
for library in $libraries; do
    status=0
    (ranks "$library" 2 bash -c 'exec "$@" "$([ "${OMPI_COMM_WORLD_RANK:-$PMI_RANK}" = 1 ] && echo second.csv || echo first.csv)"' _ \
        "${nabla[@]}" train --target y --test-size 0 --mpi --output other.safetensors) > other.txt 2>&1 < /dev/null || status=$?
    [ "$status" -ne 0 ] && [ ! -e other.safetensors ] && [ "$(grep -c 'nabla: rank 1 has other data or settings than rank 0' other.txt)" = 1 ] ||
        { cat other.txt; fail "$library: other data on rank 1 is not refused in one sentence"; }
done

[ -n "${NABLA_MPI_ALL:-}" ] || exit 0
for round in $(seq 20); do
    library=$([ $((RANDOM % 2)) = 0 ] && echo openmpi || echo mpich)
    number=$((2 + RANDOM % 3))
    rm -rf "$mark"
    start "$library" "$number"
    sleep "$((RANDOM % 6)).$((RANDOM % 10))"
    if ! kill -0 "$launcher" 2> /dev/null; then
        wait "$launcher"
        continue # it was faster
    fi
    kill_rank $((RANDOM % number))
    wait "$launcher" || true
    [ ! -e ranks.safetensors ] || continue
    ends 30 "round $round: a rank of $number killed by $library"
    start "$library" $((1 + RANDOM % 3)) --resume
    wait "$launcher" || { cat ranks.txt; fail "round $round does not go on"; }
    [ "$(hash ranks.safetensors)" = "$expected" ] || fail "round $round goes on to other bytes"
done
