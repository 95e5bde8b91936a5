using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>What a request asks for beside the predictions, in its query.</summary>
/// <param name="Probabilities">Whether the probability of each class or label is asked for.</param>
internal readonly record struct PredictionForm(bool Probabilities)
{
    public const string ProbabilitiesKey = "probabilities";

    // Prediction sets and intervals are asked for here once models have them: a key each, beside the probabilities.
    private static readonly string[] NotYet = ["intervals", "sets"];

    public static PredictionForm Of(IQueryCollection query, Model model)
    {
        foreach ((string key, StringValues values) in query)
        {
            if (NotYet.Contains(key, StringComparer.Ordinal))
                throw new BadRequestException($"'{key}': the model has none");
            if (key != ProbabilitiesKey)
                throw new BadRequestException($"there is no option '{key}': there is {ProbabilitiesKey}");
            if (!bool.TryParse(values.ToString(), out bool wanted))
                throw new BadRequestException($"'{ProbabilitiesKey}' is '{values}': expected true or false");
            if (wanted && model.Task == LearningTask.Regression)
                throw new BadRequestException($"'{ProbabilitiesKey}' is for classes, the model predicts numbers");
            return new PredictionForm(wanted);
        }

        return default;
    }
}
