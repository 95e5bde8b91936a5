using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Options;

/// <summary>Options for parts in separate files.</summary>
internal sealed class PartFileOptions
{
    /// <summary>The format of CSV files, from the command line.</summary>
    public required Func<ParseResult, CsvOptions> Files { get; init; }

    /// <summary>The validation part.</summary>
    public Option<string?> Validation { get; } = Define.Input("--validation", "FILE", "CSV file with the validation part; same columns as DATA");

    /// <summary>The test part.</summary>
    public Option<string?> Test { get; } = Define.Input("--test", "FILE", "CSV file with the test part; same columns as DATA");

    /// <summary>Returns the data with the given parts.</summary>
    /// <exception cref="ArgumentException">The data is not from a file.</exception>
    public DataParts Apply(ParseResult parsed, DataParts data, Streams streams) => data with
    {
        Validation = this.Read(parsed, this.Validation, data.Train, streams) ?? data.Validation,
        Test = this.Read(parsed, this.Test, data.Train, streams) ?? data.Test,
    };

    private Dataset? Read(ParseResult parsed, Option<string?> file, Dataset training, Streams streams)
    {
        if (parsed.GetValue(file) is not { } path)
            return null;
        if (training.Schema is not { } schema || training.Target is not { } target)
            throw new ArgumentException($"option '{file.Name}' is for CSV files, not for '{training.Name}'");
        return TableData.ToJudge(new TableFile(path, this.Files(parsed), streams), schema, target, new ColumnRoles(Weight: training.WeightColumn));
    }
}
