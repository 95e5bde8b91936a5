namespace Nabla.Descriptions;

/// <summary>Messages of exceptions as a person should read them.</summary>
public static class Sentence
{
    /// <summary>The message without the parameter's name that the framework appends to argument exceptions.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        string message = exception.Message;
        if (exception is ArgumentException { ParamName: { } name })
            message = message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal);
        return message;
    }
}
