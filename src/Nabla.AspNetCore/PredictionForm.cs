using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>The options in the query of a request.</summary>
/// <param name="Probabilities">Whether the probability of each class or label is asked for.</param>
/// <param name="Intervals">Whether the interval of each number is asked for.</param>
/// <param name="Sets">Whether the set of classes of each row is asked for.</param>
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
                throw new BadRequestException($"there is no option '{key}': there are {ProbabilitiesKey}, {IntervalsKey} and {SetsKey}");
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

    /// <summary>The options that a model can answer.</summary>
    public static IEnumerable<string> Options(Model model)
        => new[] { ProbabilitiesKey, IntervalsKey, SetsKey }.Where(key => Refusal(key, model) is null);

    private static string? Refusal(string key, Model model) => key switch
    {
        ProbabilitiesKey => model.Task == LearningTask.Regression ? "is for classes, the model predicts numbers" : null,
        IntervalsKey => model.HasIntervals ? null : "is for a model that was trained with intervals, as by 'nabla train --intervals 0.9'",
        _ => model.HasSets ? null : "is for a model that was trained with sets of classes, as by 'nabla train --sets 0.9'",
    };
}
