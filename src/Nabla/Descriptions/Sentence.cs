namespace Nabla.Descriptions;

/// <summary>Formats exception messages for users.</summary>
internal static class Sentence
{
    /// <summary>The message without the parameter name that the framework appends to argument exceptions, and with a plain text for missing files.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        string message = exception.Message;
        if (exception is FileNotFoundException { FileName: { } file })
            return $"there is no file '{file}'";
        if (exception is ArgumentException { ParamName: { } name })
            message = message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal);
        return message;
    }

    /// <summary>A count with its noun, such as "1 row" or "3 rows".</summary>
    internal static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");
}
