using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>The kind of a column's values, and their encoding as doubles; NaN is a missing value of any kind.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>Finite numbers, unchanged.</summary>
    Number,

    /// <summary>Texts, encoded as the index of the level; −1 for a text that is not a level.</summary>
    Category,

    /// <summary>0 for no and 1 for yes.</summary>
    Boolean,

    /// <summary>Dates and times of day, encoded as <see cref="DateValue"/>.</summary>
    Date,
}
