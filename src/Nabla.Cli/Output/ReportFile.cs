using System.Text;
using Nabla.Cli.Files;
using Nabla.Reports;

namespace Nabla.Cli.Output;

/// <summary>Writes an HTML file with charts. Loads Nabla.Reports only when a report is written.</summary>
internal static class ReportFile
{
    /// <summary>Refuses reports before any work if this build has no charts.</summary>
    public static void Check()
    {
        if (!Report.CanDrawCharts)
            throw new ArgumentException("this build of nabla does not contain charts, so it cannot write reports: build it again with Node 20 or later and access to npm's registry");
    }

    /// <summary>Writes the file and prints its name.</summary>
    public static void Write(Report report, string path, TextWriter writer)
    {
        byte[] html = Encoding.UTF8.GetBytes(report.ToHtml());
        writer.WriteLine($"{new OutputFile(path).Write(stream => stream.Write(html)).Saved}): open it in a browser");
    }
}
