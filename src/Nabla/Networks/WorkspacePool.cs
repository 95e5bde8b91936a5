using System.Numerics;

namespace Nabla.Networks;

/// <summary>Workspaces for single rows, with which any number of threads can predict with one network without allocation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class WorkspacePool<T>(Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A thread uses one slot only. Two threads at the same slot cost an allocation, never a wrong result.
    private const int Places = 64;

    private readonly Workspace<T>?[] spare = new Workspace<T>?[Places];

    private static int Place => Environment.CurrentManagedThreadId % Places;

    /// <summary>Takes an unused workspace of one row.</summary>
    public Workspace<T> Rent() => Interlocked.Exchange(ref this.spare[Place], null) ?? new Workspace<T>(network, rows: 1);

    /// <summary>Returns a workspace.</summary>
    public void Return(Workspace<T> workspace) => Volatile.Write(ref this.spare[Place], workspace);
}
