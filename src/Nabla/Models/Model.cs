using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Metrics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// A trained network with all it needs to be used: preprocessing, classes, names. It never changes; any number of threads may
/// predict with one at the same time.
/// </summary>
public sealed class Model
{
    private readonly NetworkRunner runner;

    internal Model(NetworkRunner runner, ModelInfo info)
    {
        this.runner = runner;
        this.Info = info;
        this.Preprocessor = info.ToPreprocessor();
        this.Target = info.ToTarget();
    }

    /// <summary>Everything but the parameters.</summary>
    public ModelInfo Info { get; }

    /// <summary>From rows of raw values to what the network takes.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The columns of a table that the target stands in; null if the model was trained on no table.</summary>
    public TargetSchema? Target { get; }

    /// <summary>Classification, regression, or any number of labels.</summary>
    public LearningTask Task => this.Info.Task;

    /// <summary>The network's description.</summary>
    public NetworkSpec Network => this.runner.Spec;

    /// <summary>The names of the classes; empty for other tasks.</summary>
    public IReadOnlyList<string> ClassNames => this.Info.ClassNames;

    /// <summary>The names of the columns that go in.</summary>
    public IReadOnlyList<string> FeatureNames => this.Info.FeatureNames;

    /// <summary>The number type the network computes in.</summary>
    public Precision Precision => this.runner.Precision;

    /// <summary>The training loss of each epoch, from epoch 0, before training.</summary>
    public IReadOnlyList<double> LossCurve => [.. this.Info.History.Select(record => record.TrainingLoss)];

    /// <summary>Where each layer's weights and biases stand among the parameters.</summary>
    public IReadOnlyList<ParameterSlice> Slices => this.runner.Slices;

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => this.runner.Slices.Sum(slice => slice.Length);

    internal NetworkRunner Runner => this.runner;

    /// <summary>Reads a model from a file. A file that lies or is damaged is refused; nothing in it can do harm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogs">What names in the file mean; null, the default, is what Nabla itself knows.</param>
    /// <exception cref="InvalidDataException">The file is no model, or a damaged one, or of a newer format; the message says what is wrong.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Model Load(string path, ModelCatalogs? catalogs = null) => ModelFile.Read(path, catalogs);

    /// <summary>Reads a model from a stream, from where it stands to its end.</summary>
    /// <param name="stream">The stream; one that cannot seek is first read into memory.</param>
    /// <param name="catalogs">What names mean; null, the default, is what Nabla itself knows.</param>
    /// <exception cref="InvalidDataException">It holds no model, or a damaged one, or of a newer format; the message says what is wrong.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Model Load(Stream stream, ModelCatalogs? catalogs = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(stream, "the model", catalogs);
    }

    /// <summary>
    /// Writes the model to a file: first to a temporary file beside it, which then takes its name. Whatever fails, an earlier file
    /// stays as it is. The same model gives the same bytes.
    /// </summary>
    /// <exception cref="InvalidDataException">Names are so many or so long that no model file holds them.</exception>
    /// <exception cref="IOException">The path is a folder or in none, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(string path) => ModelFile.Write(this, path);

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <exception cref="InvalidDataException">Names are so many or so long that no model file holds them.</exception>
    /// <exception cref="IOException">Writing fails.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(this, stream);
    }

    /// <summary>The class of each example, as an index into <see cref="ClassNames"/>.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public int[] Predict(ReadOnlyMatrixView<double> features, int threads = 1)
    {
        this.Need(LearningTask.Classification, "classes");
        Matrix<double> outputs = this.Outputs(features, threads);
        var labels = new int[outputs.Rows];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = Decision.Of<double>(outputs.Row(row));
        return labels;
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
            values[i] = values[i] > 0.5 ? 1 : 0;
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
        if (this.Task == LearningTask.Regression)
            this.Need(LearningTask.Classification, "probabilities");
        Matrix<double> outputs = this.Outputs(features, threads);
        return this.Task == LearningTask.MultiLabel || this.Network.Layers[^1].Activation is Softmax ? outputs : Probabilities.FromIndependent(outputs);
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

    /// <summary>A copy of some of the parameters: the numbers of one of <see cref="Slices"/>, row by row.</summary>
    /// <param name="slice">Which; that of weights is a matrix [inputs × outputs].</param>
    /// <exception cref="ArgumentException">The model has no such slice.</exception>
    public double[] Parameters(ParameterSlice slice)
    {
        if (!this.Slices.Contains(slice))
            throw new ArgumentException($"the model has no parameters '{slice}'", nameof(slice));
        return slice.Of<double>(this.runner.ToDouble().Parameters).ToArray();
    }

    /// <summary>What each layer computes for some examples, in double precision and without dropout: z and a, from the first hidden layer on.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <exception cref="ArgumentException">The model was trained on more or fewer features.</exception>
    public IReadOnlyList<LayerTrace<double>> Trace(ReadOnlyMatrixView<double> features)
    {
        this.CheckFeatures(features);
        return this.runner.ToDouble().Trace(this.Preprocessor.Transform<double>(features));
    }

    /// <summary>How good the model is on a data set of its own kind.</summary>
    /// <exception cref="ArgumentException">The data set has other features, classes or targets.</exception>
    public Scores Score(Dataset dataset, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        this.CheckKind(dataset);
        Evaluation evaluation = this.runner.Evaluate(dataset, this.Preprocessor, this.Info.TargetScaler, threads);
        double loss = Cost.Scale(this.Network, evaluation.Weight) * evaluation.Loss;
        return this.Task switch
        {
            LearningTask.Classification => new Scores(loss, Accuracy: evaluation.Accuracy),
            LearningTask.MultiLabel => LabelScoresOf(loss, dataset, this.PredictLabels(dataset.Features, threads)),
            _ => RegressionScoresOf(loss, dataset, this.PredictValues(dataset.Features, threads)),
        };
    }

    private static Scores RegressionScoresOf(double loss, Dataset dataset, Matrix<double> predictions)
    {
        // A network that has nearly diverged may predict numbers that are not finite; there is no score for them.
        if (!Array.TrueForAll(predictions.Data, double.IsFinite))
            return new(loss, null, double.NaN, double.NaN, double.NaN);
        RegressionScores scores = RegressionReport.Of(dataset.Targets!, predictions, weights: dataset.Weights).Overall;
        return new(loss, null, scores.RSquared, scores.RootMeanSquaredError, scores.MeanAbsoluteError);
    }

    private static Scores LabelScoresOf(double loss, Dataset dataset, Matrix<double> predictions)
    {
        double accuracy = MultiLabelMetrics.SubsetAccuracy(dataset.Targets!, predictions, dataset.Weights);
        return new Scores(loss, accuracy) { LabelAccuracy = 1 - MultiLabelMetrics.HammingLoss(dataset.Targets!, predictions, dataset.Weights) };
    }

    private void CheckFeatures(ReadOnlyMatrixView<double> features)
    {
        if (features.Columns != this.FeatureNames.Count)
            throw new ArgumentException($"data of {features.Columns} features, the model was trained on {this.FeatureNames.Count}");
    }

    private void Need(LearningTask task, string wanted)
    {
        if (this.Task != task)
            throw new InvalidOperationException($"a model of {Name(this.Task)} does not predict {wanted}");
    }

    // A code or a gap means something to a model only where it knows the column as the data does.
    private void CheckColumns(Dataset dataset)
    {
        ValueList<ColumnSchema> known = this.Preprocessor.Schema.Columns;
        for (int i = 0; i < known.Count; i++)
        {
            ColumnSchema? found = dataset.Schema?.Columns[i];
            if (found is null ? known[i].Kind != ColumnKind.Number : found.Kind != known[i].Kind || (!this.Preprocessor.IsPlain && !found.Equals(known[i])))
                throw new ArgumentException($"column '{Excerpt.Of(found?.Name ?? dataset.FeatureNames[i])}' of data set '{dataset.Name}' is not encoded as column '{Excerpt.Of(known[i].Name)}' of the model: encode the table by the model's schema");
        }

        if (this.Preprocessor.IsPlain && Array.FindIndex(dataset.Features.Data, double.IsNaN) is >= 0 and var gap)
        {
            (int row, int column) = Math.DivRem(gap, dataset.Features.Columns);
            throw new ArgumentException($"row {row}, column '{Excerpt.Of(dataset.FeatureNames[column])}' of data set '{dataset.Name}' is missing, and the model was trained on numbers without gaps");
        }
    }

    private static string Name(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.MultiLabel => "labels",
        _ => "regression",
    };

    /// <summary>Refuses data of another kind.</summary>
    internal void CheckKind(Dataset dataset)
    {
        if (dataset.Features.Columns != this.FeatureNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {dataset.Features.Columns} features, the model was trained on {this.FeatureNames.Count}");
        if (dataset.Task != this.Task)
            throw new ArgumentException($"data set '{dataset.Name}' is for {Name(dataset.Task)}, the model for {Name(this.Task)}");
        if (this.Task == LearningTask.Classification && !dataset.ClassNames.SequenceEqual(this.ClassNames, StringComparer.Ordinal))
            throw new ArgumentException($"data set '{dataset.Name}' has the classes {Short(dataset.ClassNames)}, the model {Short(this.ClassNames)}");
        if (this.Task != LearningTask.Classification && dataset.Targets!.Columns != this.Info.TargetNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {dataset.Targets.Columns} targets, the model {this.Info.TargetNames.Count}");
        this.CheckColumns(dataset);

        static string Short(IReadOnlyList<string> names)
            => names.Count <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(12))}, … ({names.Count})";
    }
}
