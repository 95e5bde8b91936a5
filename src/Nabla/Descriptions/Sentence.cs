namespace Nabla.Descriptions;

/// <summary>Messages of exceptions for users.</summary>
internal static class Sentence
{
    /// <summary>The message without the parameter's name that the framework appends to argument exceptions, and without its way to say that a file is missing.</summary>
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

    /// <summary>A number of things, as in "1 row" and "3 rows".</summary>
    internal static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? string.Empty : "s")}");
}
