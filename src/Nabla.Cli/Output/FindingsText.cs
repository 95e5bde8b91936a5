using System.Text.Json;
using Nabla.Cli.Commands;
using Nabla.Inspection;

namespace Nabla.Cli.Output;

/// <summary>Writes findings as text or JSON.</summary>
internal static class FindingsText
{
    private const int Width = 100;

    /// <summary>Writes the examined data or model and the findings.</summary>
    public static void Write(Examination examination, bool json, Streams streams)
    {
        if (json)
        {
            JsonResult.Write(streams.Out, writer => Write(examination, writer));
            return;
        }

        IReadOnlyList<Finding> findings = examination.Findings;
        streams.Out.WriteLine($"{examination.What}: {(findings.Count == 0 ? "nothing found" : Texts.Count(findings.Count, "finding"))}");
        foreach (Finding finding in findings)
        {
            streams.Out.WriteLine();
            foreach (string line in HelpText.Wrap($"{Name(finding.Severity)}: {finding.Sentence}", Width))
                streams.Out.WriteLine(line);
        }
    }

    private static void Write(Examination examination, Utf8JsonWriter writer)
    {
        writer.WriteData(examination.Data, examination.Rows);
        writer.WriteStartArray("findings");
        foreach (Finding finding in examination.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", Name(finding.Kind));
            writer.WriteString("severity", Name(finding.Severity));
            writer.WriteString("subject", finding.Subject);
            writer.WriteString("observation", finding.Observation);
            writer.WriteString("advice", finding.Advice);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Name(Enum member) => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());
}
