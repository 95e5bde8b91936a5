namespace Nabla.Studio;

/// <summary>The lessons: the five tutorials as runs that go well and, beside them, runs that go wrong and say why.</summary>
internal static class Recipes
{
    /// <summary>The settings of <c>nabla train --recipe circles</c>.</summary>
    public const string Circles = "--hidden 3 --activation sigmoid --output-activation softmax --loss cross-entropy --reduction sum --init normal:0:0.1 --bias-init normal:0:0.1 --optimizer momentum:0.9 --learning-rate 0.02 --batch-size full --epochs 300 --scale none --precision double";

    /// <summary>The settings of <c>nabla train --recipe sleep-study</c>.</summary>
    public const string SleepStudy = "--hidden 3 --activation sigmoid --output-activation sigmoid --no-bias --loss half-squared-error --reduction sum --init normal:0:1 --optimizer bfgs --epochs 200 --scale maxabs --target-scale 100 --precision double";

    /// <summary>The settings of <c>nabla train --recipe digits-descent</c>.</summary>
    public const string DigitsDescent = "--hidden 30 --activation sigmoid --output-activation sigmoid --loss half-squared-error --init uniform:0:1 --bias-init uniform:0:1 --optimizer sgd --learning-rate 0.25 --batch-size full --epochs 3000 --test-size 0.4";

    /// <summary>The settings of <c>nabla train --recipe digits-cg</c>.</summary>
    public const string DigitsConjugateGradient = "--hidden 30 --activation sigmoid --output-activation sigmoid --loss binary-cross-entropy --l2 1 --init normal:0:0.1 --bias-init normal:0:0.1 --optimizer cg --epochs 100 --precision double";

    /// <summary>The settings of <c>nabla train --recipe digits-sgd</c>.</summary>
    public const string DigitsStochastic = "--hidden 30 --activation sigmoid --output-activation sigmoid --loss half-squared-error --l2 0.001 --init uniform-fan-in --bias-init uniform-fan-in --optimizer sgd --learning-rate 3 --batch-size 10 --epochs 30 --validation-size 0.15 --no-early-stopping";

    private const string SleepStudyExtended = "--hidden 3 --activation sigmoid --output-activation sigmoid --no-bias --loss half-squared-error --init normal:0:1 --optimizer bfgs --epochs 200 --scale maxabs --target-scale 100 --precision double";

    /// <summary>All of them, those of a tutorial together; the first is what a page begins with.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("circles", "A hidden layer bends space", 5, true, "circles", Circles,
            "A circle of points in another one cannot be told apart by a line. Three sigmoid units each draw a soft line; the output puts them together into a closed curve. Momentum carries the weights over the flat part at the start: watch the loss stay near 52 (75 training points, log 2 each) and then fall."),
        new("circles-descent", "The same by plain descent: stuck", 5, false, "circles", Circles.Replace("momentum:0.9", "sgd", StringComparison.Ordinal),
            "The same network, data and first weights, but without momentum. The weights start so small that all points look alike to the network; the slope there is tiny, and plain descent needs many more than 300 iterations to leave. Raise the learning rate, or put momentum:0.9 back."),
        new("spirals", "Two spirals need more units", 5, true, "spirals", "--hidden 32,32 --activation tanh --epochs 300 --validation-size 0.2 --no-early-stopping",
            "The harder sister of the circles. Two hidden layers of 32 units wind a border between two arms. Take units away and watch where the border cannot follow any more."),
        new("digits-descent", "Digits by gradient descent", 1, true, "digits", DigitsDescent,
            "The first tutorial's run: 64 pixels, 30 hidden units, 10 outputs, all rows in each step. Every step costs a pass over all images, and 3,000 of them are asked for; pause when you have seen enough. Most of what is learned is learned early."),
        new("digits-unscaled", "Digits without scaling", 1, false, "digits", DigitsDescent.Replace("--epochs 3000", "--epochs 300", StringComparison.Ordinal) + " --scale none",
            "The pixels go in as they are, from 0 to 16, and the first weights are all positive: the weighted inputs of the hidden units are large, and every sigmoid stands at its end, 1, where its slope is next to 0. Nothing can be learned through it. The doctor says so, and scaling is its cure."),
        new("digits-cg", "Digits by conjugate gradients", 2, true, "digits", DigitsConjugateGradient,
            "An optimizer that measures the slope and curvature along its way needs no learning rate: each iteration finds its own step by a line search. The cost falls further in 20 iterations than plain descent brings it in hundreds; the penalty λ = 1 keeps the weights small."),
        new("digits-sgd", "Digits by small batches", 3, true, "digits", DigitsStochastic,
            "Stochastic gradient descent with batches of 10 images: 101 small steps in each pass over the data in place of one large one. The curve of the validation part shows how good the network is on images that it is not trained on."),
        new("saturated", "Saturated sigmoids", 3, false, "moons", "--hidden 8,8 --activation sigmoid --init normal:0:20 --optimizer sgd --learning-rate 0.1 --epochs 60",
            "The weights start a hundred times too large. Nearly every unit is at 0 or at 1 for nearly every point, where a sigmoid is flat: f′(z) is next to 0, and so is δ, which is multiplied by it in every layer. Click a point and read δ. Smaller first weights, or ReLU, cure it."),
        new("sleep-study", "Test scores by BFGS", 4, true, "sleep-study", SleepStudy,
            "Three students, hours of sleep and of study, and their scores. A quasi-Newton method builds up the curvature of the cost as it goes and fits the three rows exactly within some iterations. The four test rows show what that is worth."),
        new("sleep-study-overfitted", "Four rows, overfitted", 4, false, "sleep-study-extended", SleepStudyExtended,
            "One more student, who slept little and did well. The network has enough weights to fit the four rows as exactly as is wanted, and does: the weights grow, the surface bends, and the test rows get worse while the training cost goes to 0."),
        new("sleep-study-cured", "Overfitting cured by a penalty", 4, true, "sleep-study-extended", SleepStudyExtended + " --l2 0.0001",
            "The same rows and first weights with a penalty of λ/2·Σw², λ = 0.0001. Large weights now cost something, so the surface stays smooth: the training rows are not fitted exactly any more, and the test rows fare better."),
        new("too-fast", "A learning rate that is too high", 2, false, "friedman1", "--hidden 32 --optimizer sgd --learning-rate 5 --epochs 60",
            "Each step goes so far that it climbs the other side of the valley higher than it came from. The cost grows until a number is no longer finite; the run stops there, goes back to the last complete epoch and says which layer was first. The doctor's button lowers the rate."),
    ];
}
