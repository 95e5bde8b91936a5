using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>One output of a single-network model as a function of the network's inputs, with its gradient; in double.</summary>
internal sealed class ExplainedOutput
{
    private const int RowsAtOnce = 129;

    private readonly Embedding? embedding;
    private readonly Func<Matrix<double>, Matrix<double>> embed;
    private readonly Network<double> network;
    private readonly Workspace<double> workspace;
    private readonly int output;
    private readonly double factor = 1;
    private readonly double offset;

    public ExplainedOutput(Model model, int wanted)
    {
        IReadOnlyList<string> names = model.Task == LearningTask.Classification ? model.ClassNames : model.Info.TargetNames;
        if ((uint)wanted >= (uint)names.Count)
            throw new ArgumentOutOfRangeException(nameof(wanted), $"output {wanted}: expected 0 to {names.Count - 1}");
        this.Name = names[wanted];
        (this.embedding, this.embed, this.network) = Embedding.Split(model.OneNetwork.ToDouble());
        this.workspace = new Workspace<double>(this.network, RowsAtOnce);
        this.output = wanted;
        if (model.Info.TargetScaler is { } scaler)
        {
            (this.factor, this.offset) = (scaler.Scale[wanted], scaler.Offset[wanted]);
        }
        else if (model.Task == LearningTask.Classification && this.network.Spec.Outputs == 1)
        {
            // A single output is the probability of the second class.
            this.output = 0;
            (this.factor, this.offset) = wanted == 1 ? (1, 0) : (-1, 1);
        }
    }

    /// <summary>The name of the output.</summary>
    public string Name { get; }

    /// <summary>The inputs of the first dense layer: plain features, and the vectors of embedded categories [rows × inputs].</summary>
    public Matrix<double> Inputs(Matrix<double> features) => this.embed(features);

    /// <summary>The range of inputs that adjacent features become.</summary>
    public Range InputsOf(Range features)
    {
        if (this.embedding is null || features.Start.Value == features.End.Value)
            return features;
        return this.embedding.OutputsOf(features.Start.Value).Start..this.embedding.OutputsOf(features.End.Value - 1).End;
    }

    /// <summary>The output for one row of inputs.</summary>
    public double Value(ReadOnlySpan<double> inputs)
    {
        var outputs = new Matrix<double>(1, this.network.Spec.Outputs);
        this.network.Predict(new ReadOnlyMatrixView<double>(inputs, 1, inputs.Length), outputs, this.workspace);
        return (this.factor * outputs[0, this.output]) + this.offset;
    }

    /// <summary>The gradient of the output at some inputs [rows × inputs].</summary>
    public void Gradient(Matrix<double> inputs, Matrix<double> gradient)
    {
        var outputs = new Matrix<double>(inputs.Rows, this.network.Spec.Outputs);
        Backpropagation.InputGradient(this.network, inputs, this.output, outputs, gradient, this.workspace);
        for (int i = 0; i < gradient.Data.Length; i++)
            gradient.Data[i] *= this.factor;
    }
}
