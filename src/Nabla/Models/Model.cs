using System.Security.Cryptography;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// A trained network, or several that are averaged, with everything needed to use it: preprocessing, classes, names. It never changes; any number of threads may
/// predict with one at the same time.
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

    /// <summary>Everything but the parameters.</summary>
    public ModelInfo Info { get; }

    /// <summary>Which rows trained it, over all runs that led to it; null where the file keeps none of that.</summary>
    public RowMemory? Rows { get; }

    /// <summary>Turns rows of raw values into the inputs of the network; for several members, fitted on all training rows.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The networks that the model averages, each as a separate model; the model itself if there is one network.</summary>
    public IReadOnlyList<Model> Members { get; }

    /// <summary>The columns of a table that the target stands in; null if the model was trained on no table.</summary>
    public TargetSchema? Target { get; }

    /// <summary>Classification, regression, or any number of labels.</summary>
    public LearningTask Task => this.Info.Task;

    /// <summary>The network's description; of several members, that of the first.</summary>
    public NetworkSpec Network => this.Networks[0].Spec;

    /// <summary>The names of the classes; empty for other tasks.</summary>
    public IReadOnlyList<string> ClassNames => this.Info.ClassNames;

    /// <summary>The names of the columns that go in.</summary>
    public IReadOnlyList<string> FeatureNames => this.Info.FeatureNames;

    /// <summary>The number type the network computes in.</summary>
    public Precision Precision => this.Networks[0].Precision;

    /// <summary>The training loss of each epoch, from epoch 0, before training.</summary>
    public IReadOnlyList<double> LossCurve => [.. this.Info.History.Select(record => record.TrainingLoss)];

    /// <summary>Where each layer's weights and biases stand among the parameters; of several members, those of the first.</summary>
    public IReadOnlyList<ParameterSlice> Slices => this.Networks[0].Slices;

    /// <summary>The number of parameters, of all members together and of the network of widths.</summary>
    public int ParameterCount => this.AllNetworks.Sum(network => network.Slices.Sum(slice => slice.Length));

    /// <summary>The columns of a table that the target stands in.</summary>
    /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
    internal TargetSchema TableTarget
        => this.Target ?? throw new InvalidOperationException("the model was not trained on a table, so it does not know which columns have the targets");

    /// <summary>The model with its probabilities as they were before a temperature.</summary>
    internal Model WithoutTemperature() => new(this.Networks, this.Info with { Temperature = null, Conformal = null, Widths = null });

    /// <summary>The network of a model that has no members.</summary>
    /// <exception cref="InvalidOperationException">It has several.</exception>
    internal NetworkPredictor OneNetwork => this.Networks.Count == 1
        ? this.Networks[0]
        : throw new InvalidOperationException($"the model has {this.Networks.Count} networks: ask one of its {nameof(this.Members)}");

    /// <summary>The predictor.</summary>
    internal Predictor Predictor { get; }

    /// <summary>The networks; one, unless the model has members.</summary>
    internal IReadOnlyList<NetworkPredictor> Networks { get; }

    /// <summary>The network that predicts ln σ̂ of each target, by which intervals are wide or narrow; null without one.</summary>
    internal NetworkPredictor? Widths { get; }

    /// <summary>The networks, and after them that of the widths if there is one: all that a file keeps numbers of.</summary>
    internal IEnumerable<NetworkPredictor> AllNetworks => this.Widths is null ? this.Networks : this.Networks.Append(this.Widths);

    /// <summary>Whether the model was trained with intervals, which <see cref="ConformalPredictions"/> give.</summary>
    public bool HasIntervals => this.Info.Conformal is { SetScore: null };

    /// <summary>Whether the model was trained with sets of classes, which <see cref="ConformalPredictions"/> give.</summary>
    public bool HasSets => this.Info.Conformal is { SetScore: not null };

    /// <summary>The predictor of intervals or sets; null if the model has none.</summary>
    internal ConformalPredictor? Conformal { get; }

    /// <summary>
    /// The SHA-256 of all parameters and running statistics as in the model file, in lower-case hexadecimal. The same data,
    /// settings and seed give the same one on every machine.
    /// </summary>
    public string ParametersSha256() => ParametersSha256(this.AllNetworks);

    /// <summary>Reads a model from a file. A manipulated or damaged file is refused and cannot do harm.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogs">The meaning of names in the file; null, the default, is Nabla's own.</param>
    /// <exception cref="InvalidDataException">The file is not a model, is damaged, or has a newer format; the message names the problem.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static Model Load(string path, ModelCatalogs? catalogs = null) => ModelFile.Read(path, catalogs);

    /// <summary>Reads a model from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; one that cannot seek is first read into memory.</param>
    /// <param name="catalogs">The meaning of names; null, the default, is Nabla's own.</param>
    /// <exception cref="InvalidDataException">It holds no model, or one that is damaged or has a newer format; the message names the problem.</exception>
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
    /// <param name="path">The file.</param>
    /// <param name="catalogs">The names of your own layers; null, the default, for those of Nabla alone.</param>
    /// <exception cref="ArgumentException">A layer has no name.</exception>
    /// <exception cref="InvalidDataException">There are too many names, or names are too long, for a model file.</exception>
    /// <exception cref="IOException">The path is a folder, its folder does not exist, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public void Save(string path, ModelCatalogs? catalogs = null) => ModelFile.Write(this, path, catalogs);

    /// <summary>Writes the model to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="catalogs">The names of your own layers; null, the default, for those of Nabla alone.</param>
    /// <exception cref="ArgumentException">A layer has no name.</exception>
    /// <exception cref="InvalidDataException">There are too many names, or names are too long, for a model file.</exception>
    /// <exception cref="IOException">Writing fails.</exception>
    public void Save(Stream stream, ModelCatalogs? catalogs = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(this, stream, catalogs);
    }

    /// <summary>A copy of some of the parameters: the numbers of one of <see cref="Slices"/>, row by row.</summary>
    /// <param name="slice">Which; that of weights is a matrix [inputs × outputs].</param>
    /// <exception cref="ArgumentException">The model has no such slice.</exception>
    public double[] Parameters(ParameterSlice slice)
    {
        if (!this.Slices.Contains(slice))
            throw new ArgumentException($"the model has no parameters '{slice}'", nameof(slice));
        return slice.Of<double>(this.Networks[0].ToDouble().Parameters).ToArray();
    }

    /// <summary>
    /// A copy of the network as it predicts, in double precision: batch normalization is part of weights and biases. It takes what
    /// <see cref="Preprocessor"/> gives. For programs that write models in other formats.
    /// </summary>
    public Network<double> ToPredictionNetwork() => this.OneNetwork.ToPrediction();

    /// <summary>The values of each layer for some examples, in double precision and without dropout: z and a, from the first hidden layer on; of several members, the first.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <exception cref="ArgumentException">The model was trained on more or fewer features.</exception>
    public IReadOnlyList<LayerTrace<double>> Trace(ReadOnlyMatrixView<double> features)
    {
        this.CheckColumns(features.Columns);
        return this.Networks[0].ToDouble().Trace(this.Networks[0].Preprocessor.Transform<double>(features));
    }

    /// <summary>Facts, columns, layers and scores, as <c>nabla inspect</c> shows them.</summary>
    public ModelSummary Summary() => new(this);

    /// <summary>The <see cref="Summary"/> as text.</summary>
    public override string ToString() => this.Summary().ToString();

    /// <summary>The SHA-256 of the parameters and statistics of networks, one after the other.</summary>
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

    /// <summary>Refuses rows of more or fewer columns.</summary>
    internal void CheckColumns(int columns)
    {
        if (columns != this.FeatureNames.Count)
            throw new ArgumentException($"data of {Sentence.Count(columns, "feature")}, the model was trained on {this.FeatureNames.Count}");
    }

    /// <summary>Refuses what models of other tasks predict.</summary>
    internal void Need(LearningTask task, string wanted)
    {
        if (this.Task != task)
            throw new InvalidOperationException($"a model of {this.Task.InWords()} does not predict {wanted}");
    }

    /// <summary>Refuses a regression where probabilities are asked for.</summary>
    internal void NeedProbabilities()
    {
        if (this.Task == LearningTask.Regression)
            this.Need(LearningTask.Classification, "probabilities");
    }

    /// <summary>Refuses all but a regression of one target.</summary>
    internal void NeedOneTarget()
    {
        this.Need(LearningTask.Regression, "values");
        if (this.Info.TargetNames.Count != 1)
            throw new InvalidOperationException($"the model has {this.Info.TargetNames.Count} targets: use {nameof(RowPredictions.PredictValues)}");
    }
}
