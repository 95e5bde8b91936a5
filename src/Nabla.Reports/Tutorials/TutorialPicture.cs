using Nabla.Reports.Blocks;

namespace Nabla.Reports.Tutorials;

/// <summary>A picture with a name.</summary>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Make">Creates the picture, with a training run if necessary; the same picture each time.</param>
public sealed record TutorialPicture(string Name, string Title, Func<Picture> Make);
