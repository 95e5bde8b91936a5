namespace Nabla.Numerics;

/// <summary>
/// Elementary functions whose bits depend only on their argument, not on processor, vector width or position. They use + − × ÷ √, fused multiply-add
/// and bit operations, without branches.
/// </summary>
/// <remarks>
/// Errors are at most 2 units in the last place in <see cref="float"/> and 1e-15 relative (or one subnormal unit) in <see cref="double"/>, for every
/// argument unless stated otherwise. NaN gives NaN. Each function reduces its argument to a short interval and evaluates a polynomial there; the
/// polynomials minimize the largest relative error and come from tests/Nabla.Tests/Fixtures/Elementary/coefficients.sollya.
/// </remarks>
public static partial class Elementary
{
}
