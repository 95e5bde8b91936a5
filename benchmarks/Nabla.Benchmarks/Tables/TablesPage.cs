using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Nabla.Models;

namespace Nabla.Benchmarks.Tables;

/// <summary>The figures as a page.</summary>
internal sealed class TablesPage
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["hgb"] = "HistGB", ["mlp"] = "MLP", ["mlp+ES"] = "MLP, stopped early" };

    private readonly StringBuilder text = new();
    private readonly IReadOnlyList<string> presets;

    private TablesPage(IReadOnlyList<string> presets) => this.presets = presets;

    /// <summary>A section for the systems that have all splits of all tables, and one for all systems on the tables that they share.</summary>
    /// <param name="presets">The presets that were run, in order.</param>
    /// <param name="peers">The other systems, in order.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="figures">The figures of all.</param>
    public static string Of(IReadOnlyList<string> presets, IReadOnlyList<string> peers, IReadOnlyList<TableEntry> tables, IReadOnlyList<TableFigures> figures)
    {
        var page = new TablesPage(presets);
        page.Line("# Tables: the presets beside other programs");
        page.Line();
        page.Line(
            $"{tables.Count} public tables of {tables.Min(table => table.Rows):N0} to {tables.Max(table => table.Rows):N0} rows, 70 % of each for training and 30 % for testing; made by the benchmarks' verb `tables FOLDER`. {Machine()}, {RuntimeInformation.FrameworkDescription}, Nabla {typeof(Model).Assembly.GetName().Version!.ToString(3)}. Presets are trained without other options; the figures of the other programs (scikit-learn 1.4.2: MLPClassifier and MLPRegressor with scaled columns, one-hot categories and a scaled target; HistGradientBoosting; logistic regression or ridge, all without options) are those of the folder, on the same splits. Nothing was chosen by the test rows. All figures are means of a table's splits.");
        string[] whole = [.. presets.Concat(peers).Where(system => tables.All(table => Enumerable.Range(0, table.Splits).All(split => figures.Any(one => one.Table == table.Name && one.Split == split && one.System == system && one.Error is null))))];
        if (whole.Any(system => presets.Contains(system, StringComparer.Ordinal)))
            page.Section("All tables", new TableComparison(whole, tables, figures));
        string[] all = [.. presets.Concat(peers)];
        if (all.Length > whole.Length && new TableComparison(all, tables, figures) is { Tables.Count: > 0 } shared)
            page.Section("The splits on which all were run", shared);
        return page.text.ToString();
    }

    private void Section(string title, TableComparison of)
    {
        this.Line();
        this.Line($"## {title}");
        this.Line();
        this.Line($"{of.Tables.Count} tables, {of.WithClasses.Count()} of them with classes, {of.Splits} splits.");
        this.Line();
        this.Head("mean rank (1 is best)", of.Systems);
        this.Row($"accuracy or R², {of.Tables.Count} tables", of.Systems.Select(system => Fixed(of.Rank(system, of.Tables, MainOf), 2)));
        if (of.WithClasses.Any())
            this.Row($"log-loss, {of.WithClasses.Count()} tables", of.Systems.Select(system => Fixed(of.Rank(system, of.WithClasses, MinusLogLoss), 2)));
        this.Presets(of);
        this.Figures(of, "Accuracy or R²", of.Tables, one => Short(one.Main), withMeasure: true);
        this.Figures(of, "Log-loss", of.WithClasses, one => Short(one.LogLoss));
        this.Figures(of, "RMSE", of.Tables.Where(table => !table.HasClasses), one => one.Rmse!.Value.ToString("G5", CultureInfo.InvariantCulture));
        this.Figures(of, "Seconds of processor time", of.Tables, one => one.Cpu is { } seconds ? Fixed(seconds, 2) : "-");
    }

    // What a preset gains against the first, and how often it is better than the others.
    private void Presets(TableComparison of)
    {
        string[] own = [.. of.Systems.Where(system => this.presets.Contains(system, StringComparer.Ordinal))];
        string first = own[0];
        TableEntry[] classes = [.. of.WithClasses], numbers = [.. of.Tables.Where(table => !table.HasClasses)];
        this.Line();
        this.Head($"against {first}, mean of the tables", own);
        if (classes.Length > 0)
            this.OfClasses(of, own, first, classes);
        if (numbers.Length > 0)
            this.Row("RMSE, times (geometric mean)", own.Select(system => Fixed(Math.Exp(numbers.Average(table => Math.Log(of[table, system].Rmse!.Value / of[table, first].Rmse!.Value))), 3)));
        this.Row("processor time, one split of each table", own.Select(system => $"{Fixed(of.Tables.Sum(table => of[table, system].Cpu ?? 0), 0)} s"));
        foreach (string other in of.Systems.Except(own, StringComparer.Ordinal))
            this.Row($"better than {NameOf(other)}: accuracy or R², log-loss", own.Select(system => $"{of.Wins(system, other, of.Tables, MainOf)} of {of.Tables.Count}, {of.Wins(system, other, classes, MinusLogLoss)} of {classes.Length}"));
    }

    private void OfClasses(TableComparison of, string[] own, string first, TableEntry[] classes)
    {
        this.Row("accuracy", own.Select(system => Signed(classes.Average(table => of[table, system].Accuracy!.Value - of[table, first].Accuracy!.Value))));
        this.Row("log-loss", own.Select(system => Signed(classes.Average(table => of[table, system].LogLoss!.Value - of[table, first].LogLoss!.Value))));
        this.Row("confidence above accuracy", own.Select(system => Signed(classes.Average(table => Gap(of[table, system])))));
        this.Row("its mean absolute value", own.Select(system => Fixed(classes.Average(table => Math.Abs(Gap(of[table, system]))), 4)));
    }

    private void Figures(TableComparison of, string title, IEnumerable<TableEntry> tables, Func<TableFigures, string> value, bool withMeasure = false)
    {
        if (!tables.Any())
            return;
        this.Line();
        this.Line($"### {title}");
        this.Line();
        this.Head("table", of.Systems, withMeasure ? ["rows", "measure"] : ["rows"]);
        foreach (TableEntry table in tables)
        {
            string[] before = [table.Rows.ToString("N0", CultureInfo.InvariantCulture), .. withMeasure ? (string[])[table.HasClasses ? "accuracy" : "R²"] : []];
            this.Row(table.Name, before.Concat(of.Systems.Select(system => value(of[table, system]))));
        }
    }

    private void Head(string first, IReadOnlyList<string> systems, params IReadOnlyList<string> before)
    {
        this.Row(first, before.Concat(systems.Select(NameOf)));
        this.Line($"|---|{string.Concat(Enumerable.Repeat("--:|", before.Count + systems.Count))}");
    }

    private void Row(string first, IEnumerable<string> cells) => this.Line($"| {first} | {string.Join(" | ", cells)} |");

    private void Line(string line = "") => this.text.Append(line).Append('\n');

    private static double MainOf(TableFigures figures) => figures.Main!.Value;

    private static double MinusLogLoss(TableFigures figures) => -figures.LogLoss!.Value;

    private static double Gap(TableFigures figures) => figures.Confidence!.Value - figures.Accuracy!.Value;

    private static string NameOf(string system) => Names.GetValueOrDefault(system, system);

    private static string Fixed(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    // As in .8952, 1.0000 and −.0312.
    private static string Short(double? value) => Fixed(value!.Value, 4) switch
    {
        ['0', '.', .. var digits] => $".{digits}",
        ['-', '0', '.', .. var digits] => $"−.{digits}",
        var text => text,
    };

    private static string Signed(double value) => value.ToString("+0.0000;−0.0000", CultureInfo.InvariantCulture);

    private static string Machine()
    {
        const string Processor = "/proc/cpuinfo", Model = "model name";
        string? line = File.Exists(Processor) ? File.ReadLines(Processor).FirstOrDefault(line => line.StartsWith(Model, StringComparison.Ordinal)) : null;
        return $"{line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
    }
}
