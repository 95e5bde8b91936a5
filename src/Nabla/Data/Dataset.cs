using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Examples to learn from: a row of raw feature values each, with a class or with target values.</summary>
public sealed class Dataset
{
    private Dataset(
        string name,
        LearningTask task,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        ImageShape? image)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(featureNames);
        if (features.Rows == 0 || features.Columns == 0)
            throw new ArgumentException($"{features.Rows} rows of {features.Columns} features are no data: wanted at least one of each", nameof(features));
        DatasetChecks.Names(featureNames, features.Columns, "feature", nameof(featureNames));
        DatasetChecks.Finite(features, featureNames);
        if (image is { } shape && (shape.Width < 1 || (long)shape.Width * shape.Height != features.Columns))
            throw new ArgumentException($"images of {shape.Width} × {shape.Height} pixels do not have {features.Columns} features", nameof(image));
        this.Name = name;
        this.Task = task;
        this.Features = features;
        this.FeatureNames = featureNames;
        this.Image = image;
    }

    /// <summary>The name, as in the catalogue or of the file.</summary>
    public string Name { get; }

    /// <summary>Whether classes or numbers are to be learnt.</summary>
    public LearningTask Task { get; }

    /// <summary>The raw feature values [examples × features], all finite.</summary>
    public Matrix<double> Features { get; }

    /// <summary>A name for each column of <see cref="Features"/>.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The class of each example, an index into <see cref="ClassNames"/>; empty for a regression.</summary>
    public int[] Labels { get; private init; } = [];

    /// <summary>The names of the classes; empty for a regression.</summary>
    public IReadOnlyList<string> ClassNames { get; private init; } = [];

    /// <summary>The values to learn [examples × targets]; null for a classification.</summary>
    public Matrix<double>? Targets { get; private init; }

    /// <summary>A name for each column of <see cref="Targets"/>; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; private init; } = [];

    /// <summary>The shape of the images, if the features are the pixels of images.</summary>
    public ImageShape? Image { get; }

    /// <summary>The number of examples.</summary>
    public int Rows => this.Features.Rows;

    /// <summary>Examples with classes.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="labels">The class of each example, an index into the class names.</param>
    /// <param name="classNames">The names of the classes, each another.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or two names are the same.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a label names no class.</exception>
    public static Dataset Classification(
        string name,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        int[] labels,
        IReadOnlyList<string> classNames,
        ImageShape? image = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        var dataset = new Dataset(name, LearningTask.Classification, features, featureNames, image)
        {
            Labels = labels,
            ClassNames = classNames,
        };
        if (labels.Length != features.Rows)
            throw new ArgumentException($"{labels.Length} labels for {features.Rows} rows of features", nameof(labels));
        DatasetChecks.Names(classNames, classNames.Count, "class", nameof(classNames));
        DatasetChecks.Labels(labels, classNames.Count);
        return dataset;
    }

    /// <summary>Examples with target values.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="targets">Raw values [examples × targets].</param>
    /// <param name="targetNames">A name for each target.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or two names are the same.</exception>
    /// <exception cref="InvalidDataException">A value is not finite.</exception>
    public static Dataset Regression(
        string name,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        Matrix<double> targets,
        IReadOnlyList<string> targetNames,
        ImageShape? image = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(targetNames);
        var dataset = new Dataset(name, LearningTask.Regression, features, featureNames, image)
        {
            Targets = targets,
            TargetNames = targetNames,
        };
        if (targets.Rows != features.Rows || targets.Columns == 0)
            throw new ArgumentException($"{targets.Rows} rows of {targets.Columns} targets for {features.Rows} rows of features", nameof(targets));
        DatasetChecks.Names(targetNames, targets.Columns, "target", nameof(targetNames));
        DatasetChecks.Finite(targets, targetNames);
        return dataset;
    }

    /// <summary>The named rows as a data set of their own, in the order named, with the same classes.</summary>
    /// <exception cref="ArgumentException">No row is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset SelectRows(ReadOnlySpan<int> rows)
    {
        Matrix<double> features = this.Features.SelectRows(rows);
        if (this.Targets is { } targets)
            return Regression(this.Name, features, this.FeatureNames, targets.SelectRows(rows), this.TargetNames, this.Image);
        var labels = new int[rows.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = this.Labels[rows[i]];
        return Classification(this.Name, features, this.FeatureNames, labels, this.ClassNames, this.Image);
    }
}
