#!/usr/bin/env bash
# Two hosts: network namespaces with an address and a host name each, between which ranks send by TCP. They give the bytes of one process; and where the
# link is cut in the middle of a run, each rank ends by a deadline of its own within 60 s, and the last checkpoint is whole.
set -euo pipefail
cd "$(dirname "$0")/../.."
source .ci/mpi.sh
[ "$(id -u)" = 0 ] && command -v ip > /dev/null || { echo "network namespaces need root and the command ip: nothing to check"; exit 0; }
cd "$work"
first=nabla-first second=nabla-second

leave() {
    rank_ids "$work" | xargs -r kill -KILL 2> /dev/null || true
    for host in $first $second; do
        ip netns delete $host 2> /dev/null || true
        rm -rf "/etc/netns/$host"
    done
    rm -rf "$work"
}
trap leave EXIT

number=1
for host in $first $second; do
    ip netns add $host
    mkdir -p "/etc/netns/$host" # 'ip netns exec' puts its files in the place of those in /etc
    printf '127.0.0.1 localhost\n10.77.0.1 %s\n10.77.0.2 %s\n' $first $second > "/etc/netns/$host/hosts"
done
ip link add veth-first netns $first type veth peer name veth-second netns $second
for host in $first $second; do
    ip -n $host address add 10.77.0.$number/24 dev "veth-${host#nabla-}"
    ip -n $host link set "veth-${host#nabla-}" up
    ip -n $host link set lo up
    number=$((number + 1))
done

# agent [OPTION...] HOST COMMAND...: what ssh would do, into a namespace with a host name of its own.
cat > agent <<'SCRIPT'
#!/bin/sh
while [ "${1#-}" != "$1" ]; do shift; done
host=$1
shift
exec ip netns exec "$host" unshare --uts sh -c 'hostname "$0"; exec sh -c "$1"' "$host" "$*"
SCRIPT
chmod +x agent

# two_hosts LIBRARY COMMAND...
two_hosts() {
    local library=$1
    shift
    case $library in
        openmpi) set -- mpirun.openmpi --allow-run-as-root --mca plm_rsh_agent "$work/agent" --mca btl self,tcp --mca btl_tcp_if_include 10.77.0.0/24 --host $first:1,$second:1 -n 2 "$@" ;;
        mpich)
            export MPIR_CVAR_NOLOCAL=1 UCX_TLS=tcp,self
            set -- mpiexec.hydra -launcher ssh -launcher-exec "$work/agent" -iface "veth-first" -hosts $first,$second -n 2 "$@" ;;
    esac
    exec ip netns exec $first unshare --uts sh -c 'hostname "$0"; exec "$@"' $first "$@"
}

options=(digits --hidden 200,100 --epochs 300 --batch-size 512 --piece-rows 64)
"${nabla[@]}" train "${options[@]}" --output alone.safetensors > /dev/null 2>&1
expected=$(hash alone.safetensors)
for library in ${NABLA_MPI_HOSTS:-openmpi}; do
    rm -rf checkpoints
    (two_hosts "$library" "${nabla[@]}" train "${options[@]}" --mpi --checkpoint "$work/checkpoints" --checkpoint-every 2 --output "$work/ranks.safetensors") > ranks.txt 2>&1 < /dev/null &
    launcher=$!
    for _ in $(seq 300); do
        compgen -G "checkpoints/*.safetensors" > /dev/null && break
        sleep 0.1
    done
    compgen -G "checkpoints/*.safetensors" > /dev/null || { cat ranks.txt; fail "$library: two hosts do not train"; }
    [ "$(rank_ids "$work/checkpoints" | wc -l)" = 2 ] || { cat ranks.txt; fail "$library: not two ranks"; }
    ip -n $first link set veth-first down
    began=$SECONDS
    while [ -n "$(rank_ids "$work/checkpoints")" ]; do
        [ $((SECONDS - began)) -le 60 ] || { cat ranks.txt; fail "$library: ranks go on 60 s after the link was cut"; }
        sleep 0.2
    done
    echo "$library: all ranks ended $((SECONDS - began)) s after the link was cut"
    grep "is lost" ranks.txt || { cat ranks.txt; fail "$library: nobody says that a rank is lost"; }
    kill -KILL "$launcher" 2> /dev/null || true
    ip -n $first link set veth-first up

    (two_hosts "$library" "${nabla[@]}" train "${options[@]}" --mpi --checkpoint "$work/checkpoints" --resume --output "$work/ranks.safetensors") > ranks.txt 2>&1 < /dev/null || { cat ranks.txt; fail "$library: two hosts do not go on"; }
    [ "$(hash ranks.safetensors)" = "$expected" ] || fail "$library: two hosts give other bytes"
    rm ranks.safetensors
done
echo "two hosts have the bytes of one process, after a link was cut, too"
