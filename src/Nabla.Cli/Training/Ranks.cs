using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Mpi;

namespace Nabla.Cli.Training;

/// <summary>A command that the ranks of a launcher run together: rank 0 writes what there is to write, and says what is wrong.</summary>
internal static class Ranks
{
    // A rank that fails leaves it to rank 0 to say so, unless rank 0 does not know.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string Name = "--mpi";

    /// <summary>Whether rank 0 says what is wrong with a command line, which all ranks have.</summary>
    public static bool LeavesItToRank0(IReadOnlyList<string> args) => args.Contains(Name, StringComparer.Ordinal) && MpiGroup.LaunchedRank > 0;

    /// <summary>The option.</summary>
    public static Option<bool> Option() => Define.Flag(
        Name, "train with all ranks that mpirun or srun started, to the same bytes as one process; Open MPI, MPICH or one with their interface");

    /// <summary>The option where it cannot be used.</summary>
    /// <param name="reason">What is said then.</param>
    public static Option<bool> Refused(string reason)
    {
        var option = new Option<bool>(Name) { Hidden = true };
        option.Validators.Add(result =>
        {
            if (!result.Implicit)
                result.AddError(reason);
        });
        return option;
    }

    /// <summary>Runs a command on all ranks; what fails on one ends all.</summary>
    /// <param name="streams">Those of this process.</param>
    /// <param name="command">The command, which is given the streams to write to.</param>
    /// <exception cref="ArgumentException">There is no MPI, or the launcher is of another library.</exception>
    public static int Run(Streams streams, Func<MpiGroup, Streams, int> command)
    {
        MpiGroup group;
        try
        {
            group = MpiGroup.World();
        }
        catch (Exception e) when (e is DllNotFoundException or InvalidOperationException)
        {
            return MpiGroup.LaunchedRank == 0 ? throw new ArgumentException($"option '--mpi': {e.Message}", e) : Program.BadInput;
        }

        try
        {
            int exitCode = command(group, group.Rank == 0 ? streams : Streams.None);
            streams.Out.Flush();
            Environment.ExitCode = exitCode;
            group.Dispose();
            return exitCode;
        }
#pragma warning disable CA1031 // Whatever it is, the other ranks must not wait for this one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            (string sentence, int exitCode) = Program.Failure(e);
            if (group.Rank > 0)
                Thread.Sleep(Patience);
            streams.Say(group.Rank == 0 ? sentence : $"rank {group.Rank}: {sentence}");
            streams.Out.Flush();
            group.Abort(exitCode);
            return exitCode;
        }
    }
}
