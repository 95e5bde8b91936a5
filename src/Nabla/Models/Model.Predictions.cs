using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <content>Predictions for many rows at once.</content>
public sealed partial class Model
{
    /// <summary>The name of the class of each example.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public string[] PredictClasses(ReadOnlyMatrixView<double> features, int threads = 1)
        => Array.ConvertAll(this.PredictClassIndices(features, threads), index => this.ClassNames[index]);

    /// <summary>The class of each example, as an index into <see cref="ClassNames"/>.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public int[] PredictClassIndices(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.Need(LearningTask.Classification, "classes");
        Matrix<double> outputs = this.Outputs(features, threads);
        var labels = new int[outputs.Rows];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = this.ClassOfOutputs(outputs.Row(row));
        return labels;
    }

    /// <summary>The class that is predicted where the classes have some probabilities: the most probable one, or as <see cref="ModelInfo.Threshold"/> says.</summary>
    /// <param name="probabilities">The probability of each class.</param>
    public int ClassIndexOf(ReadOnlySpan<double> probabilities)
        => this.Info.Threshold is { } threshold && probabilities.Length == 2 ? probabilities[1] > threshold ? 1 : 0 : Decision.Of<double>(probabilities);

    private int ClassOfOutputs(ReadOnlySpan<double> outputs)
    {
        if (this.Info.Threshold is not { } threshold)
            return Decision.Of<double>(outputs);
        if (outputs.Length == 1)
            return outputs[0] > threshold ? 1 : 0;
        Span<double> probabilities = stackalloc double[2];
        if (this.HasProbabilities)
            outputs.CopyTo(probabilities);
        else
            Probabilities.FromIndependent(outputs, probabilities);
        return this.ClassIndexOf(probabilities);
    }

    /// <summary>The same model with another threshold between its two classes, and its scores on the parts made again.</summary>
    internal Model WithThreshold(double threshold, DataParts parts, int threads)
    {
        var model = new Model(this.runner, this.Info with { Threshold = threshold }, this.Rows);
        Scores? Score(Dataset? dataset) => dataset is null ? null : model.Score(dataset, threads);
        var scores = new PartScores(Score(parts.Train), Score(parts.Validation), Score(parts.Test));
        return new Model(this.runner, model.Info with { Scores = scores }, this.Rows);
    }

    /// <summary>Each label of each example, 1 for yes and 0 for no [examples × labels]: yes where its probability is above ½.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public Matrix<double> PredictLabels(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.Need(LearningTask.MultiLabel, "labels");
        Matrix<double> outputs = this.Outputs(features, threads);
        Span<double> values = outputs.Data;
        for (int i = 0; i < values.Length; i++)
            values[i] = Label<double>(values[i]);
        return outputs;
    }

    /// <summary>
    /// The probability of each class [examples × classes], or of each label. Outputs that are no probabilities of classes by themselves
    /// (those of independent sigmoids) are divided by their sum.
    /// </summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public Matrix<double> PredictProbabilities(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.NeedProbabilities();
        Matrix<double> outputs = this.Outputs(features, threads);
        return this.HasProbabilities ? outputs : Probabilities.FromIndependent(outputs);
    }

    /// <summary>The predicted values [examples × targets], in the targets' units.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public Matrix<double> PredictValues(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.Need(LearningTask.Regression, "values");
        return this.Info.TargetScaler!.Inverse<double>(this.Outputs(features, threads));
    }

    /// <summary>The outputs of the network as they are [examples × outputs].</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public Matrix<double> Outputs(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.CheckFeatures(features);
        return this.runner.Outputs(features, this.Preprocessor, threads);
    }

    private void CheckFeatures(ReadOnlyMatrixView<double> features)
    {
        if (features.Columns != this.FeatureNames.Count)
            throw new ArgumentException($"data of {Sentence.Count(features.Columns, "feature")}, the model was trained on {this.FeatureNames.Count}");
    }

    private void Need(LearningTask task, string wanted)
    {
        if (this.Task != task)
            throw new InvalidOperationException($"a model of {Name(this.Task)} does not predict {wanted}");
    }
}
