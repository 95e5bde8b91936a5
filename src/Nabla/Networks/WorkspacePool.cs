using System.Numerics;

namespace Nabla.Networks;

/// <summary>Workspaces for single rows, so that any number of threads can predict with one network and allocate nothing.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class WorkspacePool<T>(Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A thread looks at one place only. Two threads at the same place at the same time cost an allocation, never a wrong answer.
    private const int Places = 64;

    private readonly Workspace<T>?[] spare = new Workspace<T>?[Places];

    private static int Place => Environment.CurrentManagedThreadId % Places;

    /// <summary>A workspace of one row that nobody else uses.</summary>
    public Workspace<T> Rent() => Interlocked.Exchange(ref this.spare[Place], null) ?? new Workspace<T>(network, rows: 1);

    /// <summary>Gives it back.</summary>
    public void Return(Workspace<T> workspace) => Volatile.Write(ref this.spare[Place], workspace);
}
