namespace Nabla.Inspection;

/// <summary>The result of <see cref="Doctor.ExamineMachine"/>: whether this machine gives the same bits as others, and how fast it multiplies matrices.</summary>
public sealed record MachineExamination
{
    /// <summary>Architecture, vectors, fused multiply-add and runtime as text.</summary>
    public required string Machine { get; init; }

    /// <summary>The result of each golden run.</summary>
    public required IReadOnlyList<GoldenResult> Runs { get; init; }

    /// <summary>10⁹ floating-point operations per second in a product of float matrices, on one thread.</summary>
    public required double FloatGigaflops { get; init; }

    /// <summary>10⁹ floating-point operations per second in a product of double matrices, on one thread.</summary>
    public required double DoubleGigaflops { get; init; }

    /// <summary>Whether every run gave the expected bits.</summary>
    public bool GivesTheBits => this.Runs.All(run => run.IsSame);
}

/// <summary>The result of a golden run on this machine.</summary>
/// <param name="Name">The name of the run.</param>
/// <param name="Expected">The expected SHA-256 hash.</param>
/// <param name="Found">The SHA-256 hash on this machine.</param>
/// <param name="Time">The duration.</param>
public sealed record GoldenResult(string Name, string Expected, string Found, TimeSpan Time)
{
    /// <summary>Whether both hashes are equal.</summary>
    public bool IsSame => this.Expected == this.Found;
}
