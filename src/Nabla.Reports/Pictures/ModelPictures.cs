using Nabla.Data;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>Pictures of how a model divides its input space, if its shape allows them.</summary>
public static class ModelPictures
{
    /// <summary>
    /// For two features, decision regions or contours and surface; for classifiers, the space of the last hidden layer; null if neither applies.
    /// </summary>
    public static Section? Section(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var pictures = new List<Block>();
        bool classes = model.Task == LearningTask.Classification;
        if (model.FeatureNames.Count == 2)
        {
            pictures.AddRange(classes
                ? [DecisionRegions.Of(model, data)]
                : [PredictionSurface.Contours(model, data), PredictionSurface.Surface(model, data)]);
        }

        if (classes && data.Rows > 1 && model.Network.NumberedLayers.Count > 1 && model.Network.NumberedLayers[^2].Units > 1)
            pictures.Add(HiddenSpace.Of(model, data));
        return pictures.Count == 0 ? null : new Section("space", $"How the network sees {data.Name}", pictures);
    }
}
