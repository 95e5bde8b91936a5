namespace Nabla.Studio;

/// <summary>The lessons: the runs of the five tutorials, and beside them runs that fail, with an explanation.</summary>
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

    /// <summary>All lessons, grouped by tutorial; the page starts with the first.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("circles", "A hidden layer bends space", 5, true, "circles", Circles,
            "No line separates a circle of points from another one around it. Each of the three sigmoid units draws a soft line; the output layer combines them into a closed curve. Momentum carries the weights over the plateau at the start: watch the loss stay near 52 (75 training points, log 2 each) and then fall."),
        new("circles-descent", "The same by plain gradient descent: stuck", 5, false, "circles", Circles.Replace("momentum:0.9", "sgd", StringComparison.Ordinal),
            "The same network, data and initial weights, but without momentum. The weights start so small that the network gives nearly the same output for all points; the gradient there is tiny, and plain gradient descent needs many more than 300 iterations to leave the plateau. Raise the learning rate, or set the optimizer back to momentum:0.9."),
        new("spirals", "Two spirals need more units", 5, true, "spirals", "--hidden 32,32 --activation tanh --epochs 300 --validation-size 0.2 --no-early-stopping",
            "A harder problem than the circles. Two hidden layers of 32 units form a decision boundary that winds between the two arms. Remove units and watch where the boundary can no longer follow."),
        new("digits-descent", "Digits by gradient descent", 1, true, "digits", DigitsDescent,
            "The first tutorial's run: 64 pixels, 30 hidden units, 10 outputs, all rows in each step. Every step is a pass over all images, and the run has 3,000 of them; pause when you have seen enough. Most of the progress comes early."),
        new("digits-unscaled", "Digits without scaling", 1, false, "digits", DigitsDescent.Replace("--epochs 3000", "--epochs 300", StringComparison.Ordinal) + " --scale none",
            "The pixels are not scaled and range from 0 to 16, and the initial weights are all positive: the weighted inputs of the hidden units are large, and every sigmoid saturates at 1, where its slope is nearly 0. The hidden layer cannot learn. The doctor reports this; scaling the features solves it."),
        new("digits-cg", "Digits by conjugate gradients", 2, true, "digits", DigitsConjugateGradient,
            "An optimizer that measures slope and curvature along its path needs no learning rate: each iteration finds its step size by a line search. The cost falls further in 20 iterations than in hundreds of plain gradient descent; the penalty λ = 1 keeps the weights small."),
        new("digits-sgd", "Digits by small batches", 3, true, "digits", DigitsStochastic,
            "Stochastic gradient descent with batches of 10 images: 101 small steps per epoch instead of one large one. The validation curve shows how good the network is on images that it is not trained on."),
        new("saturated", "Saturated sigmoids", 3, false, "moons", "--hidden 8,8 --activation sigmoid --init normal:0:20 --optimizer sgd --learning-rate 0.1 --epochs 60",
            "The weights start a hundred times too large. Nearly every unit outputs 0 or 1 for nearly every point, where a sigmoid is flat: f′(z) is nearly 0, and so is δ, which is multiplied by it in every layer. Click a point and read δ. Smaller initial weights or ReLU solve this."),
        new("sleep-study", "Test scores by BFGS", 4, true, "sleep-study", SleepStudy,
            "Three students, their hours of sleep and study, and their scores. A quasi-Newton method estimates the curvature of the cost as it runs and fits the three rows exactly in a few iterations. The four test rows show whether the network generalizes."),
        new("sleep-study-overfitted", "Four rows, overfitted", 4, false, "sleep-study-extended", SleepStudyExtended,
            "One more student, who slept little and did well. The network has enough weights to fit the four rows exactly, and does: the weights grow, the surface bends, and the test predictions get worse while the training cost approaches 0."),
        new("sleep-study-cured", "Overfitting prevented by a penalty", 4, true, "sleep-study-extended", SleepStudyExtended + " --l2 0.0001",
            "The same rows and initial weights with a penalty of λ/2·Σw², λ = 0.0001. Large weights now add to the cost, so the surface stays smooth: the training rows are no longer fitted exactly, and the test predictions are better."),
        new("too-fast", "A learning rate that is too high", 2, false, "friedman1", "--hidden 32 --optimizer sgd --learning-rate 5 --epochs 60",
            "Each step overshoots the minimum and ends higher on the other side. The cost grows until a number is no longer finite; the run then stops, returns to the last complete epoch and reports the first layer affected. The doctor's button lowers the learning rate."),
    ];
}
