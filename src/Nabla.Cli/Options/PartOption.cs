using System.CommandLine;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>A part of the data that a model was trained on.</summary>
internal enum Part
{
    /// <summary>All given rows.</summary>
    All,

    /// <summary>The training part.</summary>
    Train,

    /// <summary>The validation part.</summary>
    Validation,

    /// <summary>The test part.</summary>
    Test,
}

/// <summary>The option for the part of the data to use.</summary>
internal sealed class PartOption
{
    private readonly Option<Part?> part = Define.Choice(
        "--part",
        "all rows (default), or a part as in training, which requires the same DATA and data options as then",
        ("all", Part.All),
        ("train", Part.Train),
        ("validation", Part.Validation),
        ("test", Part.Test));

    /// <summary>The option, grouped as in help.</summary>
    public Option Option => this.part;

    /// <summary>Whether a part of the training data is selected.</summary>
    public bool IsOfTraining(ParseResult parsed) => parsed.GetValue(this.part) is { } one && one != Part.All;

    /// <summary>Whether the test part is selected.</summary>
    public bool IsUnseen(ParseResult parsed, Model model) => parsed.GetValue(this.part) == Part.Test && model.Info.SeenTestRows == 0;

    /// <summary>The number of selected rows that the model was trained on; null if unknown.</summary>
    public int? Seen(ParseResult parsed, Model model, Dataset rows) => parsed.GetValue(this.part) switch
    {
        Part.Test => model.Info.SeenTestRows,
        Part.Train or Part.Validation => rows.Rows,
        _ => model.Rows?.CountSurely(rows),
    };

    /// <summary>The selected rows, and the model's training part if known.</summary>
    public (Dataset Rows, Dataset? Training) Select(ParseResult parsed, Model model, DataParts data)
    {
        Part wanted = parsed.GetValue(this.part) ?? Part.All;
        if (wanted == Part.All)
            return (data.Train, null);
        DataParts parts = TrainedParts.Of(model, data, Environment.ProcessorCount);
        Dataset? rows = wanted switch { Part.Train => parts.Train, Part.Validation => parts.Validation, _ => parts.Test };
        if (rows is not null)
            return (rows, parts.Train);
        bool hadOwn = (wanted == Part.Test ? model.Info.Provenance?.Test : model.Info.Provenance?.Validation) is not null;
        string name = wanted.ToString().ToLowerInvariant();
        throw new ArgumentException(hadOwn
            ? $"option '--part': the {name} part was read from a separate file: give that file as DATA, without the option"
            : $"option '--part': the model was trained without a {name} part");
    }
}
