using System.Security.Cryptography;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// A trained network, or several that are averaged, with everything needed to use it: preprocessing, classes, names. Immutable and thread-safe.
/// </summary>
public sealed class Model
{
    internal Model(IReadOnlyList<NetworkPredictor> networks, ModelInfo info, RowMemory? rows = null, NetworkPredictor? widths = null)
    {
        this.Networks = networks;
        this.Rows = rows;
        this.Widths = widths;
        this.Info = info;
        this.Preprocessor = info.Members is null ? networks[0].Preprocessor : info.ToPreprocessor();
        this.Target = info.ToTarget();
        this.Predictor = Predictor.Of(networks, info);
        this.Conformal = info.Conformal is { } conformal ? new ConformalPredictor(conformal, Predictor.OfGroups(networks, info), widths) : null;
        this.Members = info.Members is { } members ? [.. networks.Zip(members, (network, member) => new Model([network], member.In(info)))] : [this];
    }

    /// <summary>All information except the parameters.</summary>
    public ModelInfo Info { get; }

    /// <summary>The memory of the training rows, over all runs that led to the model; null if the file has none.</summary>
    public RowMemory? Rows { get; }

    /// <summary>Turns rows of raw values into the inputs of the network; for several members, fitted on all training rows.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The networks that the model averages, each as a separate model; the model itself if there is one network.</summary>
    public IReadOnlyList<Model> Members { get; }

    /// <summary>The target columns; null if the model was not trained on a table.</summary>
    public TargetSchema? Target { get; }

    /// <summary>Classification, regression, or any number of labels.</summary>
    public LearningTask Task => this.Info.Task;

    /// <summary>The network's description; for several members, that of the first.</summary>
    public NetworkSpec Network => this.Networks[0].Spec;

    /// <summary>The names of the classes; empty for other tasks.</summary>
    public IReadOnlyList<string> ClassNames => this.Info.ClassNames;

    /// <summary>The names of the input columns.</summary>
    public IReadOnlyList<string> FeatureNames => this.Info.FeatureNames;

    /// <summary>The number type the network computes in.</summary>
    public Precision Precision => this.Networks[0].Precision;

    /// <summary>The training loss of each epoch, from epoch 0, before training.</summary>
    public IReadOnlyList<double> LossCurve => [.. this.Info.History.Select(record => record.TrainingLoss)];

    /// <summary>The slices of each layer's weights and biases in the parameters; for several members, those of the first.</summary>
    public IReadOnlyList<ParameterSlice> Slices => this.Networks[0].Slices;

    /// <summary>The number of parameters of all members and the width network.</summary>
    public int ParameterCount => this.AllNetworks.Sum(network => network.Slices.Sum(slice => slice.Length));

    /// <summary>The target columns of the model's table.</summary>
    /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
    internal TargetSchema TableTarget
        => this.Target ?? throw new InvalidOperationException("the model was not trained on a table, so it does not know which columns have the targets");

    /// <summary>The model without its temperature.</summary>
    internal Model WithoutTemperature() => new(this.Networks, this.Info with { Temperature = null, Conformal = null, Widths = null });

    /// <summary>The network of a single-network model.</summary>
    /// <exception cref="InvalidOperationException">The model has several networks.</exception>
    internal NetworkPredictor OneNetwork => this.Networks.Count == 1
        ? this.Networks[0]
        : throw new InvalidOperationException($"the model has {this.Networks.Count} networks: ask one of its {nameof(this.Members)}");

    /// <summary>The predictor.</summary>
    internal Predictor Predictor { get; }

    /// <summary>The networks; one unless the model has members.</summary>
    internal IReadOnlyList<NetworkPredictor> Networks { get; }

    /// <summary>The width network, which predicts ln σ̂ of each target for adaptive intervals; null without one.</summary>
    internal NetworkPredictor? Widths { get; }

    /// <summary>The networks followed by the width network, if any: all that have parameters in a file.</summary>
    internal IEnumerable<NetworkPredictor> AllNetworks => this.Widths is null ? this.Networks : this.Networks.Append(this.Widths);

    /// <summary>Whether the model was trained with prediction intervals (<see cref="ConformalPredictions"/>).</summary>
    public bool HasIntervals => this.Info.Conformal is { SetScore: null };

    /// <summary>Whether the model was trained with prediction sets (<see cref="ConformalPredictions"/>).</summary>
    public bool HasSets => this.Info.Conformal is { SetScore: not null };

    /// <summary>The predictor of intervals or sets; null if the model has none.</summary>
    internal ConformalPredictor? Conformal { get; }

    /// <summary>
    /// The SHA-256 of all parameters and running statistics as in the model file, in lower-case hexadecimal. The same data, settings and seed give
    /// the same hash on every machine.
    /// </summary>
    public string ParametersSha256() => ParametersSha256(this.AllNetworks);

    /// <summary>Reads a model from a file. A manipulated or damaged file is refused without harm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogs">The meaning of names in the file; null, the default, is Nabla's own.</param>
    /// <exception cref="InvalidDataException">The file is not a model, is damaged, or has a newer format; the message names the problem.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static Model Load(string path, ModelCatalogs? catalogs = null) => ModelFile.Read(path, catalogs);

    /// <summary>Reads a model from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; if it is not seekable, it is first read into memory.</param>
    /// <param name="catalogs">The meaning of names; null, the default, is Nabla's own.</param>
    /// <exception cref="InvalidDataException">The stream contains no model, or one that is damaged or has a newer format; the message names the
    /// problem.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Model Load(Stream stream, ModelCatalogs? catalogs = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ModelFile.Read(stream, "the model", catalogs);
    }

    /// <summary>
    /// Writes the model to a file atomically, by renaming a temporary file; on failure, an earlier file is unchanged. The same model gives the same bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogs">The names of your own layers; null, the default, for Nabla's only.</param>
    /// <exception cref="ArgumentException">A layer has no name.</exception>
    /// <exception cref="InvalidDataException">There are too many names, or names are too long, for a model file.</exception>
    /// <exception cref="IOException">The path is a folder, its folder does not exist, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public void Save(string path, ModelCatalogs? catalogs = null) => ModelFile.Write(this, path, catalogs);

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="catalogs">The names of your own layers; null, the default, for Nabla's only.</param>
    /// <exception cref="ArgumentException">A layer has no name.</exception>
    /// <exception cref="InvalidDataException">There are too many names, or names are too long, for a model file.</exception>
    /// <exception cref="IOException">Writing fails.</exception>
    public void Save(Stream stream, ModelCatalogs? catalogs = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(this, stream, catalogs);
    }

    /// <summary>A copy of the parameters in one of <see cref="Slices"/>, in row-major order.</summary>
    /// <param name="slice">The slice; weights are a matrix [inputs × outputs].</param>
    /// <exception cref="ArgumentException">The model has no such slice.</exception>
    public double[] Parameters(ParameterSlice slice)
    {
        if (!this.Slices.Contains(slice))
            throw new ArgumentException($"the model has no parameters '{slice}'", nameof(slice));
        return slice.Of<double>(this.Networks[0].ToDouble().Parameters).ToArray();
    }

    /// <summary>
    /// A copy of the prediction network in double precision, with batch normalization folded into weights and biases. Its inputs are the outputs of
    /// <see cref="Preprocessor"/>. For exporting models to other formats.
    /// </summary>
    public Network<double> ToPredictionNetwork() => this.OneNetwork.ToPrediction();

    /// <summary>
    /// The values of each layer for some examples, in double precision and without dropout: z and a, from the first hidden layer on; for several
    /// members, of the first.
    /// </summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <exception cref="ArgumentException">The number of features is wrong.</exception>
    public IReadOnlyList<LayerTrace<double>> Trace(ReadOnlyMatrixView<double> features)
    {
        this.CheckColumns(features.Columns);
        return this.Networks[0].ToDouble().Trace(this.Networks[0].Preprocessor.Transform<double>(features));
    }

    /// <summary>Facts, columns, layers and scores, as shown by <c>nabla inspect</c>.</summary>
    public ModelSummary Summary() => new(this);

    /// <summary>The <see cref="Summary"/> as text.</summary>
    public override string ToString() => this.Summary().ToString();

    /// <summary>The SHA-256 hash of the parameters and statistics of all networks.</summary>
    internal static string ParametersSha256(IEnumerable<NetworkPredictor> networks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NetworkPredictor network in networks)
        {
            foreach (ParameterSlice slice in network.AllSlices)
                hash.AppendData(network.Bytes(slice));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Refuses rows with the wrong number of columns.</summary>
    internal void CheckColumns(int columns)
    {
        if (columns != this.FeatureNames.Count)
            throw new ArgumentException($"data of {Sentence.Count(columns, "feature")}, the model was trained on {this.FeatureNames.Count}");
    }

    /// <summary>Refuses predictions of another task.</summary>
    internal void Need(LearningTask task, string wanted)
    {
        if (this.Task != task)
            throw new InvalidOperationException($"a model of {this.Task.InWords()} does not predict {wanted}");
    }

    /// <summary>Refuses probabilities of a regression.</summary>
    internal void NeedProbabilities()
    {
        if (this.Task == LearningTask.Regression)
            this.Need(LearningTask.Classification, "probabilities");
    }

    /// <summary>Refuses models other than a regression of one target.</summary>
    internal void NeedOneTarget()
    {
        this.Need(LearningTask.Regression, "values");
        if (this.Info.TargetNames.Count != 1)
            throw new InvalidOperationException($"the model has {this.Info.TargetNames.Count} targets: use {nameof(RowPredictions.PredictValues)}");
    }
}
