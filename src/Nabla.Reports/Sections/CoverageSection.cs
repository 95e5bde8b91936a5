using Nabla.Inspection;
using Nabla.Reports.Blocks;

namespace Nabla.Reports.Sections;

/// <summary>The coverage and width of prediction intervals, or the coverage and size of prediction sets.</summary>
public static class CoverageSection
{
    /// <summary>The section of a coverage; null without one.</summary>
    public static Section? Of(Coverage? coverage)
    {
        if (coverage is null)
            return null;
        (string what, string size) = coverage.OfClasses ? ("sets hold the right class", "classes in a set, mean") : ("intervals cover the value", "mean width");
        string empty = coverage.Groups[0].Empty > 0 ? $" {Words.Percent(coverage.Groups[0].Empty)} of the sets are empty." : string.Empty;
        Block[] levels = coverage.OfLevels.Count == 0
            ? []
            : [new Prose("The aim holds for all rows together, not for each category:"), Table("level", size, coverage.OfLevels)];
        return new Section("coverage", "Coverage", [
            new Prose($"The aim is {Words.Percent(coverage.Level)}. The tables show how often {what} on these rows.{empty}"),
            Table(coverage.OfClasses ? "rows" : "target", size, coverage.Groups),
            .. levels,
        ]);
    }

    private static TableBlock Table(string first, string size, IEnumerable<GroupCoverage> groups) => new([first, "number of rows", "covered", size], [
        .. groups.Select(group => (IReadOnlyList<string>)[
            group.Name, Words.Count(group.Rows), group.Rows == 0 ? string.Empty : Words.Percent(group.Covered), group.Rows == 0 ? string.Empty : Words.Number(group.Size)]),
    ]);
}
