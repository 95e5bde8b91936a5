using Nabla.Cli.Training;
using Nabla.Reports;

namespace Nabla.Cli.Output;

/// <summary>An HTML file of pictures. Nabla.Reports is loaded when one is wanted, and not before.</summary>
internal static class ReportFile
{
    /// <summary>Refuses what cannot be written, before any work is done: a path without a folder, or any file if this build has no charts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">The option that names it.</param>
    public static void Check(string path, string option)
    {
        new OutputFile(path, option).Check();
        if (!Report.CanDrawCharts)
            throw new ArgumentException("this build of nabla has no charts, so it writes no reports: build it again where Node 20 or later, npm and its registry are there");
    }

    /// <summary>Writes the file and says so.</summary>
    public static void Write(Report report, string path, TextWriter writer)
    {
        report.Write(path);
        writer.WriteLine($"saved {Texts.Quoted(path)} ({Texts.Count(new FileInfo(path).Length)} bytes): open it in a browser");
    }
}
