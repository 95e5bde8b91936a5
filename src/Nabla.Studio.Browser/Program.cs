using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices.JavaScript;
using System.Text;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Studio;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

/// <summary>The functions that the worker calls: they take requests and files, and return replies as JSON.</summary>
internal static partial class Engine
{
    // Limits for a browser page: memory, and drawing while it computes.
    private const long MostFileBytes = 64L << 20;
    private const int MostDrawnRows = 150;

    private static readonly StudioSession Session = new(new StudioHost { Name = "the browser", MostFileBytes = MostFileBytes, MostDrawnRows = MostDrawnRows, Report = ReportOf });

    [JSExport]
    internal static string[] Handle(string request) => Write(Session.Handle(request));

    [JSExport]
    internal static string[] OpenFile(string name, byte[] bytes) => Write(Session.OpenFile(name, bytes));

    [JSExport]
    internal static bool Run(double milliseconds)
    {
        Session.Run(TimeSpan.FromMilliseconds(milliseconds));
        return Session.IsRunning;
    }

    [JSExport]
    internal static bool IsRunning() => Session.IsRunning;

    [JSExport]
    internal static string[] Show() => Write(Session.Show());

    // A separate method, because the worker loads the report assembly only with the first report.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] ReportOf(Model model, DataParts parts) => Encoding.UTF8.GetBytes(ModelReport.Of(model, parts).ToHtml());

    private static string[] Write(IReadOnlyList<StudioReply> replies) => [.. replies.Select(StudioJson.Write)];
}
