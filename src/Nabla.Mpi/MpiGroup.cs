using Nabla.Numerics;

namespace Nabla.Mpi;

/// <summary>
/// The processes started by a launcher (<c>mpirun</c>, <c>srun</c>), called ranks. With <c>RunControl.Group = MpiGroup.World()</c> they train one
/// model together, with the same bytes as in one process. MPI only transfers bytes; Nabla does all summation.
/// </summary>
/// <remarks>
/// The MPI library is loaded on first use: one with the standard binary interface of MPI 5 (<c>libmpi_abi</c>), Open MPI or MPICH, to match the
/// launcher. The environment variable <c>NABLA_MPI</c> names another one. A process has one group until it ends.
/// </remarks>
public sealed unsafe class MpiGroup : IProcessGroup, IDisposable
{
    // Maximum bytes of a transfer: long enough for the full bandwidth, and short enough for any library and network card.
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

    /// <summary>The number of transfers this rank has sent.</summary>
    public long MessagesSent { get; private set; }

    /// <summary>The number of bytes this rank has sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>The rank that the launcher assigned to this process, read from the environment; 0 without a launcher.</summary>
    public static int LaunchedRank => Launcher.Of(Environment.GetEnvironmentVariable)?.Rank ?? 0;

    /// <summary>Whether an MPI launcher started this process.</summary>
    public static bool IsLaunched => Launcher.Of(Environment.GetEnvironmentVariable) is not null;

    /// <summary>The number of ranks on this machine, which share its processors; 1 if the launcher does not report it.</summary>
    public static int RanksHere => Math.Max(1, Launcher.Of(Environment.GetEnvironmentVariable)?.SizeHere ?? 1);

    /// <summary>The version text of the MPI library.</summary>
    public static string LibraryVersion => MpiLibrary.Found.Version;

    /// <summary>The group of all ranks that the launcher started. The first call initializes MPI.</summary>
    /// <param name="deadline">
    /// The time without an answer after which a rank counts as lost; default: 25 s. A rank also answers during long computations.
    /// </param>
    /// <exception cref="DllNotFoundException">No MPI library was found.</exception>
    /// <exception cref="InvalidOperationException">The launcher belongs to another library, or this library does not support threads.</exception>
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

    /// <summary>Ends all ranks immediately, including this one. For a rank that cannot continue.</summary>
    /// <param name="code">The exit code.</param>
    public void Abort(int code)
    {
        // A library that cannot reach the other ranks may wait forever.
        using var last = new Timer(_ => SystemCalls.End(code), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        this.lifeline.Stop();
        _ = MpiCalls.Abort(this.constants.World, code);
        SystemCalls.End(code);
    }

    /// <summary>Leaves the group after all ranks have called this method. The process cannot use the group afterwards.</summary>
    public void Dispose()
    {
        if (this.lifeline.IsStopped)
            return;
        this.Barrier();
        this.lifeline.Stop();

        // All work is done: a broken link must not delay the exit.
        using var last = new Timer(_ => SystemCalls.End(Environment.ExitCode), null, this.deadline, Timeout.InfiniteTimeSpan);
        lock (this.calls)
        {
            this.lifeline.CancelRequests();
            _ = MpiCalls.Finalize();
        }
    }

    private static MpiGroup Start(TimeSpan deadline)
    {
        // Open MPI, and MPICH's UCX, would handle signals that the runtime turns into exceptions.
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
                $"{launcher.Name} started {launcher.Size} processes, but the library '{library.File}' ({FirstWords(library.Version)}) sees one: use the launcher of that library, or name the launcher's library in {MpiLibrary.Variable}");
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
