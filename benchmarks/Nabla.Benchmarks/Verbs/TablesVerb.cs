using System.CommandLine;
using System.Globalization;
using Nabla.Benchmarks.Tables;
using Nabla.Models;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>tables</c>: presets on a folder of public tables, beside the figures that the folder has of other programs.</summary>
internal static class TablesVerb
{
    private static readonly string[] Peers = ["hgb", "mlp", "mlp+ES", "linear"];

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "a folder with meta.json, peers.jsonl, and for each table train.S.csv and test.S.csv" };
        var presets = new Option<string>("--presets") { Description = "the presets to run, with commas", DefaultValueFactory = _ => "fast,default,realmlp" };
        var splits = new Option<string>("--splits") { Description = "the splits to run, with commas", DefaultValueFactory = _ => "0,1,2" };
        var most = new Option<int>("--most-rows") { Description = "leave out larger tables", DefaultValueFactory = _ => int.MaxValue };
        var threads = new Option<int>("--threads") { Description = "most threads; figures are the same with any number", DefaultValueFactory = _ => Environment.ProcessorCount };
        var runs = new Option<string>("--runs") { Description = "the file that each run is added to, a line of JSON; what stands there is not run again", DefaultValueFactory = _ => "tables.jsonl" };
        var page = new Option<string>("--page") { Description = "the page to write of all runs in that file", DefaultValueFactory = _ => "tables.md" };
        var command = new Command("tables", "presets on a folder of tables: accuracy or R², log-loss, RMSE, processor time and mean ranks, as a page") { folder, presets, splits, most, threads, runs, page };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder), lines = parsed.GetRequiredValue(runs);
            TableEntry[] tables = TableFolder.Tables(path);
            int[] wanted = [.. parsed.GetRequiredValue(splits).Split(',').Select(split => int.Parse(split, CultureInfo.InvariantCulture))];
            foreach (Preset preset in parsed.GetRequiredValue(presets).Split(',').Select(name => Enum.Parse<Preset>(name, ignoreCase: true)))
            {
                foreach (TableEntry table in tables.Where(table => table.Rows <= parsed.GetValue(most)))
                {
                    foreach (int split in wanted.Where(split => split < table.Splits))
                        Run(path, lines, table, split, preset, parsed.GetValue(threads));
                }
            }

            TableFigures[] own = [.. TableFolder.Figures(lines)], all = [.. own, .. TableFolder.Figures(Path.Join(path, "peers.jsonl"))];
            string[] run = [.. Enum.GetNames<Preset>().Select(name => name.ToLowerInvariant()).Where(name => own.Any(one => one.System == name))];
            File.WriteAllText(parsed.GetRequiredValue(page), TablesPage.Of(run, [.. Peers.Where(peer => all.Any(one => one.System == peer))], tables, all));
        });
        return command;
    }

    private static void Run(string folder, string lines, TableEntry table, int split, Preset preset, int threads)
    {
        if (TableFolder.Figures(lines).Any(one => one.Table == table.Name && one.Split == split && string.Equals(one.System, preset.ToString(), StringComparison.OrdinalIgnoreCase)))
            return;
        TableFigures figures = TableRun.Of(folder, table, split, preset, threads);
        TableFolder.Add(lines, figures);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figures.System}-{table.Name}-{split}\t{figures.Main:F4}\t{figures.LogLoss ?? figures.Rmse:G5}\t{figures.Cpu:F1}"));
    }
}
