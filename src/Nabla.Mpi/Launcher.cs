using System.Globalization;

namespace Nabla.Mpi;

/// <summary>The launcher that started this process, detected from environment variables.</summary>
/// <param name="Name">The launcher's name, for messages.</param>
/// <param name="Family">The MPI library that it works with; null if it works with any.</param>
/// <param name="Size">The number of processes it started.</param>
/// <param name="Rank">The rank of this process.</param>
/// <param name="SizeHere">The number of processes that share the processors of this machine; 1 if unknown, or if each has its own.</param>
internal sealed record Launcher(string Name, MpiFamily? Family, int Size, int Rank, int SizeHere)
{
    /// <summary>The launcher of this process; null if the process was started without one.</summary>
    public static Launcher? Of(Func<string, string?> variable)
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } open)
            return new Launcher("Open MPI's mpirun", MpiFamily.OpenMpi, open, Number("OMPI_COMM_WORLD_RANK") ?? 0, Number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? 1);

        // In a job of Slurm, mpiexec starts its helpers by srun, whose variables its ranks have too; srun on its own may set some of PMI's.
        int? size = Number("PMI_SIZE"), here = Number("MPI_LOCALNRANKS");
        if ((size is null || here is null) && Number("SLURM_STEP_NUM_TASKS") is { } tasks && Number("SLURM_PROCID") is { } task)
            return new Launcher("srun", null, tasks, task, Number("SLURM_CPUS_PER_TASK") is null ? Number("SLURM_NTASKS_PER_NODE") ?? 1 : 1);
        return size is null ? null : new Launcher("MPICH's mpiexec", MpiFamily.Mpich, size.Value, Number("PMI_RANK") ?? 0, here ?? 1);

        int? Number(string name)
            => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
