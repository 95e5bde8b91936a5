using Nabla.Training;

namespace Nabla.Models;

/// <summary>A member of a model of several networks that is trained.</summary>
/// <param name="Member">Which, from 1.</param>
/// <param name="Trained">How many are trained by now.</param>
/// <param name="Members">How many there are.</param>
/// <param name="Chosen">The epoch that its parameters are of.</param>
public sealed record MemberProgress(int Member, int Trained, int Members, EpochRecord Chosen);
