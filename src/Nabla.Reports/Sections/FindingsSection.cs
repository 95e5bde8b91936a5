using Nabla.Inspection;
using Nabla.Reports.Blocks;

namespace Nabla.Reports.Sections;

/// <summary>The doctor's findings, in words.</summary>
public static class FindingsSection
{
    /// <summary>The section of findings.</summary>
    /// <param name="findings">The findings, the most severe first; may be empty.</param>
    public static Section Of(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return new Section("doctor", "What the doctor found", findings.Count == 0
            ? new Prose("Nothing. None of the common problems was detected in the data, the run or the network.")
            : new TableBlock(["severity", "about", "finding", "advice"], [.. findings.Select(Row)]) { Stacks = true });
    }

    private static IReadOnlyList<string> Row(Finding finding)
        => [finding.Severity.ToString().ToLowerInvariant(), finding.Subject, $"{finding.Observation}.", $"{char.ToUpperInvariant(finding.Advice[0])}{finding.Advice[1..]}."];
}
