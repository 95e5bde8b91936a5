namespace Nabla.Data;

/// <summary>Why a value cannot be read as its column's kind.</summary>
/// <param name="Sentence">A sentence to follow the value's text.</param>
/// <param name="Remedy">What would help.</param>
public sealed record FieldProblem(string Sentence, TableRemedy Remedy)
{
    /// <summary>A text in another encoding.</summary>
    public static FieldProblem NotUtf8 { get; } = new("is not UTF-8: say which encoding the file has", TableRemedy.Encoding);
}

/// <summary>A way to read a table in spite of a problem.</summary>
public enum TableRemedy
{
    /// <summary>Nothing but another file.</summary>
    None,

    /// <summary>To say that a text is a missing value (<see cref="TableOptions.Missing"/>).</summary>
    Missing,

    /// <summary>To read the column as categories (<see cref="TableOptions.Categorical"/>).</summary>
    Categorical,

    /// <summary>To leave the column out (<see cref="TableOptions.Ignored"/>).</summary>
    Ignore,

    /// <summary>To leave rows out that cannot be read.</summary>
    SkipRows,

    /// <summary>To say which encoding the file has.</summary>
    Encoding,

    /// <summary>To say that the first line is data.</summary>
    NoHeader,

    /// <summary>To say that numbers have a decimal comma.</summary>
    DecimalComma,
}
