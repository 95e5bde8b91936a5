using System.Globalization;

namespace Nabla.Mpi;

/// <summary>What started this process, as its environment says.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Family">The library that it works with; null if with any.</param>
/// <param name="Size">How many processes it started.</param>
internal sealed record Launcher(string Name, MpiFamily? Family, int Size)
{
    /// <summary>That of this process; null if it was started alone.</summary>
    public static Launcher? Of(Func<string, string?> variable)
    {
        if (Number("OMPI_COMM_WORLD_SIZE") is { } open)
            return new Launcher("Open MPI's mpirun", MpiFamily.OpenMpi, open);
        if (Number("SLURM_STEP_NUM_TASKS") is { } tasks)
            return new Launcher("srun", null, tasks);
        return Number("PMI_SIZE") is { } size ? new Launcher("MPICH's mpiexec", MpiFamily.Mpich, size) : null;

        int? Number(string name)
            => int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
