using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>The kind of the values of a column, and how each is encoded as a double; NaN is a missing value of any kind.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>Finite numbers, as they are.</summary>
    Number,

    /// <summary>Texts, each the index of its level; −1 for a text that is not a level.</summary>
    Category,

    /// <summary>0 for no and 1 for yes.</summary>
    Boolean,

    /// <summary>Dates and times of day, as <see cref="DateValue"/> encodes them.</summary>
    Date,
}
