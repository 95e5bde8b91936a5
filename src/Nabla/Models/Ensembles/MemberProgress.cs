using Nabla.Training;

namespace Nabla.Models;

/// <summary>A trained member of a model of several networks.</summary>
/// <param name="Member">The member, from 1.</param>
/// <param name="Trained">The number of trained members.</param>
/// <param name="Members">The number of all members.</param>
/// <param name="Chosen">The epoch of the member's parameters.</param>
public sealed record MemberProgress(int Member, int Trained, int Members, EpochRecord Chosen);
