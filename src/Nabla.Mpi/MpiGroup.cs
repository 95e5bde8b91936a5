using Nabla.Numerics;

namespace Nabla.Mpi;

/// <summary>
/// The processes that one launcher started (<c>mpirun</c>, <c>srun</c>), called ranks: <c>RunControl.Group = MpiGroup.World()</c> lets them train one
/// model together, to the same bytes as one process would. MPI moves the bytes; all adding is Nabla's.
/// </summary>
/// <remarks>
/// The library is found when it is first asked for: one with the standard binary interface of MPI 5 (<c>libmpi_abi</c>), Open MPI or MPICH, whichever
/// the launcher belongs to; the environment variable <c>NABLA_MPI</c> names another. One process has one group, for as long as it lives.
/// </remarks>
public sealed unsafe class MpiGroup : IProcessGroup, IDisposable
{
    // What goes over in one piece: long enough for the full bandwidth, and short enough for any library and network card.
    private const int LargestTransfer = 1 << 22;
    private const int DataTag = 1;

    private static readonly Lock WorldLock = new();
    private static MpiGroup? world;

    private readonly MpiConstants constants;
    private readonly Lock calls = new();
    private readonly TimeSpan deadline;
    private readonly Lifeline lifeline;

    private MpiGroup(MpiConstants constants, int rank, int size, TimeSpan deadline)
    {
        this.constants = constants;
        this.Rank = rank;
        this.Size = size;
        this.deadline = deadline;
        this.lifeline = new Lifeline(constants, this.calls, rank, size, deadline);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>How many transfers this rank has begun to send.</summary>
    public long MessagesSent { get; private set; }

    /// <summary>How many bytes this rank has sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>The number that the launcher gave this process, whatever the library says; 0 if it was started alone.</summary>
    public static int LaunchedRank => Launcher.Of(Environment.GetEnvironmentVariable)?.Rank ?? 0;

    /// <summary>Whether a launcher of MPI started this process.</summary>
    public static bool IsLaunched => Launcher.Of(Environment.GetEnvironmentVariable) is not null;

    /// <summary>How many ranks the launcher started on this machine, which share its processors; 1 where it does not say.</summary>
    public static int RanksHere => Math.Max(1, Launcher.Of(Environment.GetEnvironmentVariable)?.SizeHere ?? 1);

    /// <summary>What the library calls itself.</summary>
    public static string LibraryVersion => MpiLibrary.Found.Version;

    /// <summary>All ranks that the launcher started; the first call starts MPI.</summary>
    /// <param name="deadline">
    /// The time without a sign of life after which a rank counts as lost; 25 seconds unless said. Ranks that compute for long answer all the while.
    /// </param>
    /// <exception cref="DllNotFoundException">There is no MPI library.</exception>
    /// <exception cref="InvalidOperationException">The launcher belongs to another library, or this one cannot be used by several threads.</exception>
    public static MpiGroup World(TimeSpan? deadline = null)
    {
        lock (WorldLock)
            return world ??= Start(deadline ?? TimeSpan.FromSeconds(25));
    }

    /// <inheritdoc/>
    public void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received)
    {
        while (!sent.IsEmpty || !received.IsEmpty)
        {
            ReadOnlySpan<byte> nextSent = sent[..Math.Min(sent.Length, LargestTransfer)];
            Span<byte> nextReceived = received[..Math.Min(received.Length, LargestTransfer)];
            this.Transfer(to, nextSent, from, nextReceived);
            sent = sent[nextSent.Length..];
            received = received[nextReceived.Length..];
        }
    }

    /// <summary>Ends all ranks at once, this one too: for a rank that cannot go on.</summary>
    /// <param name="code">The exit code.</param>
    public void Abort(int code)
    {
        // A library that cannot reach the others may wait for them for ever.
        using var last = new Timer(_ => SystemCalls.End(code), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        this.lifeline.Stop();
        _ = MpiCalls.Abort(this.constants.World, code);
        SystemCalls.End(code);
    }

    /// <summary>Leaves the group, when every rank has come here. The process needs no group afterwards.</summary>
    public void Dispose()
    {
        if (this.lifeline.IsStopped)
            return;
        this.Barrier();
        this.lifeline.Stop();

        // All is done: a link that breaks now must not hold back the end.
        using var last = new Timer(_ => SystemCalls.End(Environment.ExitCode), null, this.deadline, Timeout.InfiniteTimeSpan);
        lock (this.calls)
        {
            this.lifeline.CancelRequests();
            _ = MpiCalls.Finalize();
        }
    }

    private static MpiGroup Start(TimeSpan deadline)
    {
        // Open MPI, and MPICH's UCX, would take the signals that the runtime makes exceptions of.
        SystemCalls.SetForLibraries("OMPI_MCA_opal_signal", string.Empty);
        SystemCalls.SetForLibraries("UCX_HANDLE_ERRORS", "none");
        MpiLibrary library = MpiLibrary.Found;
        MpiConstants names = library.Constants;
        _ = MpiCalls.Initialized(out int begun);
        if (begun == 0)
        {
            _ = MpiCalls.InitThread(0, 0, names.Serialized, out int provided);
            if (provided < names.Serialized)
                throw new InvalidOperationException($"the MPI library '{library.File}' ({library.Version}) was built without threads (MPI_THREAD_SERIALIZED)");
        }

        _ = MpiCalls.SetErrorHandler(names.World, names.ErrorsReturn);
        _ = MpiCalls.Rank(names.World, out int rank);
        _ = MpiCalls.Size(names.World, out int size);
        if (size == 1 && Launcher.Of(Environment.GetEnvironmentVariable) is { Size: > 1 } launcher)
        {
            throw new InvalidOperationException(
                $"{launcher.Name} started {launcher.Size} processes, but the library '{library.File}' ({FirstWords(library.Version)}) sees one: use the launcher of that library, or name the launcher's library by {MpiLibrary.Variable}");
        }

        return new MpiGroup(names, rank, size, deadline);
    }

    private static string FirstWords(string version) => version.Split(',', '\n')[0].Replace('\t', ' ').Trim();

    private static void Check(int error, int rank)
    {
        if (error != 0)
            throw Lifeline.Lost(rank, $"MPI reports error {error}");
    }

    private void Transfer(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received)
    {
        nint sending = 0, receiving = 0;
        fixed (byte* source = sent, target = received)
        {
            lock (this.calls)
            {
                if (!received.IsEmpty)
                    Check(MpiCalls.StartReceive(target, received.Length, this.constants.Byte, from, DataTag, this.constants.World, &receiving), from);
                if (!sent.IsEmpty)
                    Check(MpiCalls.StartSend(source, sent.Length, this.constants.Byte, to, DataTag, this.constants.World, &sending), to);
            }

            bool isReceived = received.IsEmpty, isSent = sent.IsEmpty;
            var wait = new Wait(this.lifeline);
            while (true)
            {
                lock (this.calls)
                {
                    isReceived = isReceived || this.Test(&receiving, from);
                    isSent = isSent || this.Test(&sending, to);
                }

                if (isReceived && isSent)
                    break;
                wait.Pause(isReceived ? to : from);
            }
        }

        if (!sent.IsEmpty)
        {
            this.MessagesSent++;
            this.BytesSent += sent.Length;
        }
    }

    private bool Test(nint* request, int rank)
    {
        Check(MpiCalls.Test(request, out int done, this.constants.StatusIgnore), rank);
        return done != 0;
    }
}
