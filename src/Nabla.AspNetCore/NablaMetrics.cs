using System.Diagnostics.Metrics;
using Nabla.Numerics;

namespace Nabla.AspNetCore;

/// <summary>Metrics of requests, recorded with System.Diagnostics.Metrics. OpenTelemetry collects them with <c>AddMeter("Nabla.AspNetCore")</c>.</summary>
internal sealed class NablaMetrics
{
    public const string MeterName = "Nabla.AspNetCore";

    private readonly Counter<long> requests;
    private readonly Counter<long> rows;
    private readonly Counter<long> unknown;
    private readonly Counter<long> outside;
    private readonly Histogram<double> duration;

    public NablaMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        this.requests = meter.CreateCounter<long>("nabla.requests", "{request}", "Prediction requests.");
        this.rows = meter.CreateCounter<long>("nabla.rows", "{row}", "Predicted rows.");
        this.unknown = meter.CreateCounter<long>("nabla.unknown_categories", "{value}", "Texts not seen in training.");
        this.outside = meter.CreateCounter<long>("nabla.outside_training_range", "{value}", "Numbers and dates far outside the training range.");
        this.duration = meter.CreateHistogram<double>("nabla.request.duration", "s", "Duration of a request.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });
    }

    /// <summary>Records an answered request.</summary>
    public void Answered(string model, int status, TimeSpan time)
    {
        this.requests.Add(1, new("model", model), new("status", status));
        this.duration.Record(time.TotalSeconds, new KeyValuePair<string, object?>("model", model));
    }

    /// <summary>Records predicted rows.</summary>
    public void Predicted(string model, RowReader reader, ReadOnlyMatrixView<double> features)
    {
        this.rows.Add(features.Rows, new KeyValuePair<string, object?>("model", model));
        if (!this.unknown.Enabled && !this.outside.Enabled)
            return;
        for (int i = 0; i < features.Columns; i++)
        {
            (int unknown, int outside) = reader.Unusual(features, i);
            if (unknown > 0)
                this.unknown.Add(unknown, new("model", model), new("column", reader.Columns[i].Name));
            if (outside > 0)
                this.outside.Add(outside, new("model", model), new("column", reader.Columns[i].Name));
        }
    }
}
