using System.Globalization;

namespace Nabla.Mpi;

/// <summary>What started this process, as its environment says.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Family">The library that it works with; null if with any.</param>
/// <param name="Size">How many processes it started.</param>
/// <param name="Rank">The number of this one.</param>
/// <param name="SizeHere">How many of them are on this machine; 1 where that is not said.</param>
internal sealed record Launcher(string Name, MpiFamily? Family, int Size, int Rank, int SizeHere)
{
    /// <summary>That of this process; null if it was started alone.</summary>
    public static Launcher? Of(Func<string, string?> variable)
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } open)
            return new Launcher("Open MPI's mpirun", MpiFamily.OpenMpi, open, Number("OMPI_COMM_WORLD_RANK") ?? 0, Number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? 1);
        if (Number("SLURM_STEP_NUM_TASKS") is { } tasks && Number("SLURM_PROCID") is { } task)
            return new Launcher("srun", null, tasks, task, Number("SLURM_NTASKS_PER_NODE") ?? 1);
        return Number("PMI_SIZE") is { } size
            ? new Launcher("MPICH's mpiexec", MpiFamily.Mpich, size, Number("PMI_RANK") ?? 0, Number("MPI_LOCALNRANKS") ?? 1)
            : null;

        int? Number(string name)
            => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
