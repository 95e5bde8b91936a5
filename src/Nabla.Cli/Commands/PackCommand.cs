using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla pack</c>.</summary>
internal sealed class PackCommand : NablaSubcommand
{
    private readonly DataOptions data = new("unused");
    private readonly SplitOptions split;
    private readonly PathOption output;

    public PackCommand(Streams streams)
        : base(
            streams,
            "pack",
            "Pack a table into a file that training reads in blocks, for data larger than memory. The model has the same bytes with packed and unpacked data.",
            new("nabla pack people.csv --target income", "write people.nabla, from a CSV or Parquet file"),
            new("nabla train people.nabla --shuffle blocks", "train on it; the file contains the target"))
    {
        this.split = new SplitOptions(this.data.Files);
        this.output = Define.Output(
            "--output", "the packed table, replaced if it exists (default NAME.nabla in the current folder)",
            parsed => CommandFiles.Free(parsed, this.data.NameOf(parsed), ".nabla"));
        this.Add(this.data.Data);
        this.Add(this.data.GroupsToPack);
        this.Add(this.split.GroupToPack);
        this.Add(new OptionGroup("Output", this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        ColumnRoles roles = this.split.Columns(parsed);
        (TableFile file, PackSettings settings) = this.data.ToPack(parsed, this.Streams, roles, interruption.Token);
        file = TableData.Needing(file, settings.Targets, roles with { Weight = settings.Weight is { } weight ? ColumnSchema.Number(weight) : null });
        string path = this.output.In(parsed)!;
        try
        {
            PackResult packed = ReadBar.Run(this.Streams, file.Path, progress => Pack(file, settings, path, progress));
            TableData.SayCounters(packed.Counters, this.Streams);
            if (packed.Inference is { } task)
                TableData.SayTask(task, this.Streams);
            TableData.SayLeftOut(packed.LeftOut, settings.Targets, this.Streams);
            this.Streams.Out.WriteLine(
                $"packed {Texts.Count(packed.Rows, "row")} of {Texts.Count(packed.Features.Columns.Count, "feature")} in {Texts.Quoted(path)} ({Texts.Count(packed.Bytes)} bytes)");
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            this.Streams.Say("interrupted: nothing is saved");
        }

        return interruption.ExitCode;
    }

    private static PackResult Pack(TableFile file, PackSettings settings, string path, IProgress<CsvProgress>? progress)
    {
        PackResult? packed = null;
        bool first = true;
        AtomicFile.Write(path, stream => packed = PackedTableWriter.Write(stream, file.Title, Open, settings));
        return packed!;

        ITableSource Open()
        {
            ITableSource source = file.OpenToPack(progress);
            if (first && source is CsvTableRows rows)
                Array.ForEach([.. rows.Remarks], file.Streams.Error.WriteLine);
            first = false;
            return source;
        }
    }
}
