using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>
/// Divides the pieces among the processes of a group. Each process adds the subtrees that it holds. For a long vector, every process completes the
/// tree for its slice, and the slices are then gathered. Only bytes are sent: all additions are those of <see cref="TreeSum{T}"/>.
/// </summary>
/// <remarks>The messages and bytes of each operation are in docs/decisions/distributed.md.</remarks>
internal sealed class ProcessPieces : IPieceGroup, IDisposable
{
    // Up to this total number of bytes, every process receives everything and adds it locally: fewer messages, and few bytes anyway. The same holds
    // for a few numbers with any number of processes, because they carry the cancellation flags.
    private const int Small = 1 << 15;
    private const int Few = 4;
    private const int FlagLength = sizeof(double);

    private readonly IProcessGroup group;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource agreed = new();
    private readonly PieceShares shares;
    private readonly SubtreeSums subtrees;
    private readonly int[] starts;
    private byte[] received = [];
    private double[] blockSums = [];

    /// <summary>Creates the pieces of the processes of a group.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="cancellation">Cancels the run in this process; see <see cref="Cancellation"/>.</param>
    public ProcessPieces(IProcessGroup group, CancellationToken cancellation)
    {
        this.group = group;
        this.cancellation = cancellation;
        this.shares = new PieceShares(group.Rank, group.Size);
        this.subtrees = new SubtreeSums(this.shares);
        this.starts = new int[group.Size + 1];
    }

    /// <summary>The processes.</summary>
    public IProcessGroup Group => this.group;

    /// <summary>Cancelled in all processes at the same point, the next addition of short vectors, when the token of any process is.</summary>
    public CancellationToken Cancellation => this.agreed.Token;

    /// <summary>Disposes of the source of <see cref="Cancellation"/>.</summary>
    public void Dispose() => this.agreed.Dispose();

    /// <inheritdoc/>
    public PieceRange Share(int pieces) => this.shares.Of(this.group.Rank, pieces);

    /// <inheritdoc/>
    public void Finish<T>(PieceTree tree, TreeSum<T> held, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.shares.Count(tree);
        if (total.Length <= Few || (long)this.shares.SubtreesBefore(this.group.Size) * total.Length * Unsafe.SizeOf<T>() <= Small)
        {
            this.FinishEverywhere(tree, held, total);
            return;
        }

        this.FinishOwn(tree, held, total);
        this.GatherOwn(total);
    }

    /// <summary>Adds up the sums of all processes for this process's slice of a vector; the other numbers are not changed.</summary>
    /// <inheritdoc cref="IPieceGroup.Finish"/>
    public void FinishOwn<T>(PieceTree tree, TreeSum<T> held, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        this.shares.Count(tree);
        int rank = this.group.Rank, size = this.group.Size;
        Range own = this.shares.Slice(rank, total.Length);
        int length = total[own].Length;
        Span<T> room = this.Room<T>(this.shares.SubtreesBefore(this.group.Size) * length);
        for (int distance = 1; distance < size; distance++)
        {
            int to = (rank + distance) % size, from = (rank - distance + size) % size;
            int place = this.shares.SubtreesBefore(from) * length;
            Range slice = this.shares.Slice(to, total.Length);
            for (int i = 0; i < Math.Max(this.shares.Subtrees(rank), this.shares.Subtrees(from)); i++)
            {
                Span<T> sent = i < this.shares.Subtrees(rank) ? held.Of(i)[slice] : [];
                Span<T> coming = i < this.shares.Subtrees(from) ? room.Slice(place + (i * length), length) : [];
                this.group.Exchange(to, MemoryMarshal.AsBytes(sent), from, MemoryMarshal.AsBytes(coming));
            }
        }

        // A copy, because the caller may still need the sums.
        for (int i = 0, place = this.shares.SubtreesBefore(rank) * length; i < this.shares.Subtrees(rank); i++, place += length)
            held.Of(i)[own].CopyTo(room[place..]);
        this.subtrees.Add(tree, room, 0, total[own]);
    }

    /// <summary>Gathers the slices of a vector in all processes.</summary>
    public void GatherOwn<T>(Span<T> vector)
        where T : unmanaged
    {
        this.SetStarts(vector.Length);
        this.group.AllGather(vector, this.starts);
    }

    /// <summary>The slice of a vector for this process, in whole blocks of the sums in fixed order.</summary>
    public Range Own(int length) => this.shares.Slice(this.group.Rank, length);

    /// <summary>
    /// ‖v‖² of a vector of which each process has a slice, with the same bits as <see cref="Reductions.SquaredNorm"/> of the whole.
    /// </summary>
    /// <param name="own">The slice of this process.</param>
    /// <param name="length">The length of the whole vector.</param>
    public double SquaredNorm<T>(ReadOnlySpan<T> own, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = PieceShares.Blocks(length);
        if (this.blockSums.Length < blocks)
            this.blockSums = new double[blocks];
        for (int rank = 0; rank <= this.group.Size; rank++)
            this.starts[rank] = this.shares.FirstBlock(rank, blocks);
        for (int i = this.starts[this.group.Rank]; i < this.starts[this.group.Rank + 1]; i++)
        {
            this.blockSums[i] = Reductions.SquaredNorm(own[..Math.Min(FixedOrderSum.BlockLength, own.Length)]);
            own = own[Math.Min(FixedOrderSum.BlockLength, own.Length)..];
        }

        this.group.AllGather(this.blockSums.AsSpan(0, blocks), this.starts);
        double sum = 0;
        foreach (double block in this.blockSums.AsSpan(0, blocks))
            sum += block;
        return sum;
    }

    // All processes receive the sums of all, and whether any of them is cancelled.
    private void FinishEverywhere<T>(PieceTree tree, TreeSum<T> held, Span<T> total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = Unsafe.SizeOf<T>(), length = total.Length;
        for (int rank = 0; rank < this.group.Size; rank++)
            this.starts[rank + 1] = this.starts[rank] + FlagLength + (this.shares.Subtrees(rank) * length * size);
        Span<byte> all = this.Room<byte>(this.starts[^1]);
        Span<byte> mine = all[this.starts[this.group.Rank]..this.starts[this.group.Rank + 1]];
        MemoryMarshal.Write(mine, this.cancellation.IsCancellationRequested ? 1.0 : 0);
        Span<T> sums = MemoryMarshal.Cast<byte, T>(mine[FlagLength..]);
        for (int i = 0; i < this.shares.Subtrees(this.group.Rank); i++)
            held.Of(i).CopyTo(sums[(i * length)..]);
        this.group.AllGather(all, this.starts);
        bool cancelled = false;
        for (int rank = 0; rank < this.group.Size; rank++)
            cancelled |= MemoryMarshal.Read<double>(all[this.starts[rank]..]) != 0;
        this.subtrees.Add(tree, MemoryMarshal.Cast<byte, T>(all), FlagLength / size, total);
        if (cancelled)
            this.agreed.Cancel();
    }

    private void SetStarts(int length)
    {
        for (int rank = 0; rank < this.group.Size; rank++)
            this.starts[rank] = this.shares.Slice(rank, length).Start.Value;
        this.starts[^1] = length;
    }

    private Span<T> Room<T>(int length)
        where T : unmanaged
    {
        int bytes = checked(length * Unsafe.SizeOf<T>());
        if (this.received.Length < bytes)
            this.received = new byte[bytes];
        return MemoryMarshal.Cast<byte, T>(this.received.AsSpan(0, bytes));
    }
}
