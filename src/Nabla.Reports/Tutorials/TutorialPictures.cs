using Nabla.Reports.Blocks;

namespace Nabla.Reports.Tutorials;

/// <summary>
/// The pictures of Nabla's tutorials, by name. Reports never train; these pictures do if they need a run, which takes a few seconds at most and is
/// the same on every machine.
/// </summary>
public static class TutorialPictures
{
    /// <summary>All pictures.</summary>
    public static IReadOnlyList<TutorialPicture> All { get; } =
    [
        Picture("sigmoid-weights", "A neuron's weight steepens its sigmoid", Basics.SigmoidWeights),
        Picture("sigmoid-biases", "A neuron's bias shifts its sigmoid", Basics.SigmoidBiases),
        Picture("cost-curve", "A cost of one parameter, its slope, and steps of descent", Basics.CostCurve),
        Picture("digit", "A handwritten digit of 8 × 8 pixels", Basics.Digit),
        Picture("descent-path", "Descent on the contour lines of a cost", Basics.DescentPath),
        Picture("momentum", "Momentum as a velocity", Basics.Velocity),
        Picture("backpropagation-output", "δ of the output units: error times slope", BackpropagationDrawings.Output),
        Picture("backpropagation-hidden", "δ passed back to a hidden unit through its weights", BackpropagationDrawings.Hidden),
        Picture("digits-cost", "Average cost by iteration on the digits", DigitsRun.Cost),
        Picture("digits-distance", "Average distance ‖y − h‖ by iteration on the digits", DigitsRun.Distance),
        Picture("sleep-study-cost", "Cost by iteration of BFGS on sleep and study", SleepStudyRun.Cost),
        Picture("sleep-study-contours", "Predicted test scores as labelled contours", SleepStudyRun.Contours),
        Picture("sleep-study-surface", "Predicted test scores as a surface in space", SleepStudyRun.Surface),
        Picture("overfitting", "Training against test cost: overfitting, and weight decay as the cure", SleepStudyRun.Overfitting),
        Picture("circles", "Two circles of points", CirclesRun.Data),
        Picture("circles-cost", "Cost by iteration on the circles", CirclesRun.Cost),
        Picture("circles-regions", "Decision regions of the circles", CirclesRun.Regions),
        Picture("circles-hidden", "The circles in the space of three hidden units", CirclesRun.Hidden),
    ];

    /// <summary>Finds a picture by name.</summary>
    /// <exception cref="ArgumentException">There is no such picture; the message lists the known ones.</exception>
    public static TutorialPicture Find(string name) => All.FirstOrDefault(picture => picture.Name == name)
        ?? throw new ArgumentException($"unknown picture '{name}': known are {string.Join(", ", All.Select(picture => picture.Name))}", nameof(name));

    private static TutorialPicture Picture(string name, string title, Func<Picture> make)
        => new(name, title, () => make() with { Name = name, Title = title });
}
