using Nabla.Reports.Blocks;

namespace Nabla.Reports;

/// <summary>A part of a report with a heading.</summary>
/// <param name="Name">A name in lower case with hyphens: the anchor in the page.</param>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">The contents in order; in a wide window, pictures are side by side.</param>
public sealed record Section(string Name, string Title, params IReadOnlyList<Block> Blocks);
