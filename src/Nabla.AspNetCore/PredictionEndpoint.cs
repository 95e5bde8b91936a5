using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Nabla.Numerics;

namespace Nabla.AspNetCore;

/// <summary>Answers prediction requests.</summary>
internal sealed class PredictionEndpoint(ServedModel served, NablaMetrics metrics)
{
    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        var answer = new ArrayBufferWriter<byte>(512);
        int status = StatusCodes.Status200OK;
        try
        {
            byte[] body = await this.ReadBody(context).ConfigureAwait(false);
            ServedModel.Loaded now = served.Now;
            var form = PredictionForm.Of(context.Request.Query, now.Model);
            Matrix<double> rows = now.Rows.Read(body, served.Options.MaxRows);
            PredictionWriter.Write(now.Model, rows, form, answer);
            metrics.Predicted(served.Name, now.Rows, rows);
            context.Response.ContentType = "application/json; charset=utf-8";
        }
        catch (BadRequestException e)
        {
            status = e.Status;
            answer.Clear();
            WriteProblem(e, answer);
            context.Response.ContentType = "application/problem+json; charset=utf-8";
            if (e.Status is StatusCodes.Status408RequestTimeout or StatusCodes.Status413PayloadTooLarge)
                context.Response.Headers.Connection = "close"; // do not wait for the rest of the body
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            metrics.Answered(served.Name, StatusCodes.Status499ClientClosedRequest, Stopwatch.GetElapsedTime(start));
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentLength = answer.WrittenCount;
        metrics.Answered(served.Name, status, Stopwatch.GetElapsedTime(start));
        await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadBody(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.ContentType is { Length: > 0 } type && !request.HasJsonContentType())
            throw new BadRequestException($"the content type is '{type}': expected application/json") { Status = StatusCodes.Status415UnsupportedMediaType };
        int most = served.Options.MaxBodyBytes;
        if (request.ContentLength > most)
            throw TooLarge(most);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // this method enforces the limit, with a message
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(served.Options.BodyTimeout);
        try
        {
            while (true)
            {
                ReadResult read = await request.BodyReader.ReadAsync(timeout.Token).ConfigureAwait(false);
                if (read.Buffer.Length > most)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    throw TooLarge(most);
                }

                if (read.IsCompleted)
                {
                    byte[] body = read.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return body;
                }

                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException e) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new BadRequestException($"the body did not arrive within {served.Options.BodyTimeout.TotalSeconds} seconds", e) { Status = StatusCodes.Status408RequestTimeout };
        }
        catch (BadHttpRequestException e)
        {
            throw new BadRequestException(e.Message, e) { Status = e.StatusCode }; // too slow, or the connection was lost
        }
    }

    private static BadRequestException TooLarge(int most)
        => new($"the body is larger than {most} bytes: send the rows in several requests") { Status = StatusCodes.Status413PayloadTooLarge };

    private static void WriteProblem(BadRequestException problem, IBufferWriter<byte> target)
    {
        using var writer = new Utf8JsonWriter(target);
        writer.WriteStartObject();
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", "the rows cannot be predicted");
        writer.WriteNumber("status", problem.Status);
        writer.WriteString("detail", problem.Message);
        if (problem.Row is { } row)
            writer.WriteNumber("row", row);
        if (problem.Column is { } column)
            writer.WriteString("column", column);
        writer.WriteEndObject();
    }
}
