using System.Text;
using Nabla.Cli.Files;
using Nabla.Reports;

namespace Nabla.Cli.Output;

/// <summary>An HTML file of pictures. Nabla.Reports is loaded when one is wanted, and not before.</summary>
internal static class ReportFile
{
    /// <summary>Refuses reports before any work is done if this build has no charts.</summary>
    public static void Check()
    {
        if (!Report.CanDrawCharts)
            throw new ArgumentException("this build of nabla has no charts, so it writes no reports: build it again where Node 20 or later, npm and its registry are there");
    }

    /// <summary>Writes the file and says so.</summary>
    public static void Write(Report report, string path, TextWriter writer)
    {
        byte[] html = Encoding.UTF8.GetBytes(report.ToHtml());
        writer.WriteLine($"{new OutputFile(path).Write(stream => stream.Write(html)).Saved}): open it in a browser");
    }
}
