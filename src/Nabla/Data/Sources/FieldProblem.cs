namespace Nabla.Data;

/// <summary>The reason why a value cannot be read as its column's kind.</summary>
/// <param name="Sentence">The sentence to follow the text of the value.</param>
/// <param name="Remedy">The suggested remedy.</param>
public sealed record FieldProblem(string Sentence, TableRemedy Remedy)
{
    /// <summary>A text with another encoding.</summary>
    public static FieldProblem NotUtf8 { get; } = new("is not UTF-8: say which encoding the file has", TableRemedy.Encoding);
}

/// <summary>A way to read a table despite a problem.</summary>
public enum TableRemedy
{
    /// <summary>No remedy except another file.</summary>
    None,

    /// <summary>Declare a text as a missing value (<see cref="TableOptions.Missing"/>).</summary>
    Missing,

    /// <summary>Read the column as categories (<see cref="TableOptions.Categorical"/>).</summary>
    Categorical,

    /// <summary>Exclude the column (<see cref="TableOptions.Ignored"/>).</summary>
    Ignore,

    /// <summary>Skip rows that cannot be read.</summary>
    SkipRows,

    /// <summary>Set the encoding of the file.</summary>
    Encoding,

    /// <summary>Declare that the first line is data.</summary>
    NoHeader,

    /// <summary>Declare that numbers have a decimal comma.</summary>
    DecimalComma,
}
