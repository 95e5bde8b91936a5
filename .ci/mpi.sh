# Sourced by the checks of MPI: the launchers of Debian's Open MPI and MPICH side by side, the ranks of a run, and a folder that goes at the end.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nabla=(dotnet "$root/src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll")
libraries="openmpi mpich"
test -e "${nabla[1]}" || dotnet build "$root/src/Nabla.Cli" -c Release -v q

fail() { echo "$1"; exit 1; }

# ranks LIBRARY NUMBER COMMAND...: what mpirun is called where both libraries are installed.
ranks() {
    local library=$1 number=$2
    shift 2
    case $library in
        openmpi) OMPI_MCA_rmaps_base_oversubscribe=1 exec mpirun.openmpi --allow-run-as-root --oversubscribe -n "$number" "$@" ;;
        mpich) exec mpiexec.hydra -n "$number" "$@" ;;
    esac
}

hash() { sha256sum < "$1" | cut -d ' ' -f 1; }

# rank_ids MARK [NUMBER]: the processes whose command line has a text, those of all ranks or of one.
rank_ids() {
    local id
    for id in $(pgrep -f -- "$1"); do
        grep -qzE "^(OMPI_COMM_WORLD_RANK|PMI_RANK)=${2:-[0-9]+}$" "/proc/$id/environ" 2> /dev/null && echo "$id"
    done
    return 0
}
