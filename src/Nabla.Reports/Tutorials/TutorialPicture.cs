using Nabla.Reports.Blocks;

namespace Nabla.Reports.Tutorials;

/// <summary>A picture that can be asked for by name.</summary>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Make">Makes it, with a run of training where it needs one; the same picture each time.</param>
public sealed record TutorialPicture(string Name, string Title, Func<Picture> Make);
