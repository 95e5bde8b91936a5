using Nabla.Mpi;

namespace Nabla.Cli.Tests;

public class LauncherTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("PATH=/bin SLURM_JOB_ID=7 SLURM_PROCID=0", null)] // a batch script itself
    [InlineData("OMPI_COMM_WORLD_SIZE=4 OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_LOCAL_SIZE=2 SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=1", "Open MPI's mpirun: rank 3 of 4, 2 here")]
    [InlineData("PMI_SIZE=4 PMI_RANK=2 MPI_LOCALNRANKS=2", "MPICH's mpiexec: rank 2 of 4, 2 here")]
    [InlineData("PMI_SIZE=4 PMI_RANK=2 MPI_LOCALNRANKS=2 SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=1", "MPICH's mpiexec: rank 2 of 4, 2 here")]
    [InlineData("PMI_SIZE=4 PMI_RANK=2 SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=2 SLURM_NTASKS_PER_NODE=2", "srun: rank 2 of 4, 2 here")]
    [InlineData("SLURM_STEP_NUM_TASKS=4 SLURM_PROCID=2 SLURM_NTASKS_PER_NODE=2 SLURM_CPUS_PER_TASK=8", "srun: rank 2 of 4, 1 here")]
    public void A_launcher_is_known_by_its_variables(string environment, string? expected)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var launcher = Launcher.Of(name => variables.GetValueOrDefault(name));
        Assert.Equal(expected, launcher is null ? null : FormattableString.Invariant($"{launcher.Name}: rank {launcher.Rank} of {launcher.Size}, {launcher.SizeHere} here"));
    }
}
