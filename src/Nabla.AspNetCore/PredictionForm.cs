using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>The options in a request's query string.</summary>
/// <param name="Probabilities">Whether to return the probability of each class or label.</param>
/// <param name="Intervals">Whether to return the prediction interval of each number.</param>
/// <param name="Sets">Whether to return the prediction set of each row.</param>
internal readonly record struct PredictionForm(bool Probabilities, bool Intervals, bool Sets)
{
    public const string ProbabilitiesKey = "probabilities";
    public const string IntervalsKey = "intervals";
    public const string SetsKey = "sets";

    public static PredictionForm Of(IQueryCollection query, Model model)
    {
        var form = default(PredictionForm);
        foreach ((string key, StringValues values) in query)
        {
            if (key is not (ProbabilitiesKey or IntervalsKey or SetsKey))
                throw new BadRequestException($"there is no option '{key}': expected {ProbabilitiesKey}, {IntervalsKey} or {SetsKey}");
            if (!bool.TryParse(values.ToString(), out bool wanted))
                throw new BadRequestException($"'{key}' is '{values}': expected true or false");
            if (wanted && Refusal(key, model) is { } refusal)
                throw new BadRequestException($"'{key}' {refusal}");
            form = key switch
            {
                ProbabilitiesKey => form with { Probabilities = wanted },
                IntervalsKey => form with { Intervals = wanted },
                _ => form with { Sets = wanted },
            };
        }

        return form;
    }

    /// <summary>The options that apply to a model.</summary>
    public static IEnumerable<string> Options(Model model)
        => new[] { ProbabilitiesKey, IntervalsKey, SetsKey }.Where(key => Refusal(key, model) is null);

    private static string? Refusal(string key, Model model) => key switch
    {
        ProbabilitiesKey => model.Task == LearningTask.Regression ? "is for classification, and the model predicts numbers" : null,
        IntervalsKey => model.HasIntervals ? null : "is for a model trained with intervals, as with 'nabla train --intervals 0.9'",
        _ => model.HasSets ? null : "is for a model trained with prediction sets, as with 'nabla train --sets 0.9'",
    };
}
