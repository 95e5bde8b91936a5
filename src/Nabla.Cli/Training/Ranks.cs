using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Mpi;

namespace Nabla.Cli.Training;

/// <summary>Runs a command on all ranks of a launcher: rank 0 writes files, results and errors.</summary>
internal static class Ranks
{
    // A failing rank lets rank 0 report the error, unless rank 0 does not know it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string Name = "--mpi";

    /// <summary>Whether only rank 0 reports errors of the command line, which all ranks share.</summary>
    public static bool LeavesItToRank0(IReadOnlyList<string> args) => args.Contains(Name, StringComparer.Ordinal) && MpiGroup.LaunchedRank > 0;

    /// <summary>The option.</summary>
    public static Option<bool> Option() => Define.Flag(
        Name, "train on all ranks started by mpirun or srun, with the same bytes as one process; needs Open MPI, MPICH or a compatible library");

    /// <summary>The option for commands that cannot use it.</summary>
    /// <param name="reason">The error message.</param>
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

    /// <summary>Runs a command on all ranks; a failure of one ends all.</summary>
    /// <param name="streams">The streams of this process.</param>
    /// <param name="command">The command, which receives the streams to write to.</param>
    /// <exception cref="ArgumentException">There is no MPI library, or the launcher belongs to another library.</exception>
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
#pragma warning disable CA1031 // Whatever the error, the other ranks must not wait for this one.
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
