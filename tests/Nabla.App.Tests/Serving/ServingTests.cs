using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.App.Tests.Serving;

public class ServingTests
{
    private const string Flat = """{"area":50,"district":"harbour","balcony":true,"built":"1960-05-01"}""";

    [Fact]
    public async Task A_row_and_rows_are_predicted_as_in_the_program()
    {
        await using Service service = await Service.StartAsync();
        double expected = service.Model.PredictValue(new Dictionary<string, object?> { ["area"] = 50, ["district"] = "harbour", ["balcony"] = true, ["built"] = new DateOnly(1960, 5, 1) });
        (HttpStatusCode status, JsonElement body) = await service.PostAsync(Flat);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($$"""{"predictions":[{{JsonSerializer.Serialize(expected)}}]}""", body.GetRawText());

        (_, body) = await service.PostAsync($"[{Flat},{Flat}]");
        Assert.Equal([expected, expected], body.GetProperty("predictions").EnumerateArray().Select(one => one.GetDouble()));
    }

    [Fact]
    public async Task A_model_of_several_networks_is_served_as_others()
    {
        await using Service service = await Service.StartAsync("several");
        double expected = service.Model.PredictValue(new Dictionary<string, object?> { ["area"] = 50, ["district"] = "harbour", ["balcony"] = true, ["built"] = new DateOnly(1960, 5, 1) });
        Assert.Equal($$"""{"predictions":[{{JsonSerializer.Serialize(expected)}}]}""", (await service.PostAsync(Flat)).Body.GetRawText());
    }

    [Theory]
    [InlineData("""{"area":"50","district":"harbour","balcony":"true","built":"1960-05-01"}""")]
    [InlineData("""{"built":"1960-05-01 00:00","balcony":"yes","district":" harbour ","area":"5e1","other":[1,{"x":2}]}""")]
    [InlineData("""{"area":50.0,"district":"harbour","balcony":1,"built":"01.05.1960"}""")]
    public async Task Values_may_be_written_as_in_a_file_and_columns_stand_in_any_order(string row)
    {
        await using Service service = await Service.StartAsync();
        Assert.Equal((await service.PostAsync(Flat)).Body.GetRawText(), (await service.PostAsync(row)).Body.GetRawText());
    }

    [Fact]
    public async Task Missing_and_unknown_values_are_as_in_a_file()
    {
        await using Service service = await Service.StartAsync();
        string[] missing = ["null", "\"\"", "\"NA\"", "\"?\""];
        string[] answers = [.. await Task.WhenAll(missing.Select(async text => (await service.PostAsync(Flat.Replace("50", text, StringComparison.Ordinal))).Body.GetRawText()))];
        Assert.Single(answers.Distinct());
        double expected = service.Model.PredictValue(new Dictionary<string, object?> { ["area"] = null, ["district"] = "harbour", ["balcony"] = true, ["built"] = "1960-05-01" });
        Assert.Equal($$"""{"predictions":[{{JsonSerializer.Serialize(expected)}}]}""", answers[0]);
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync(Flat.Replace("harbour", "the moon", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData("""{"area":"large","district":"harbour","balcony":true,"built":"1960-05-01"}""", "row 0, column 'area': 'large' is not a number", 0, "area")]
    [InlineData("""[{"area":1,"district":"harbour","balcony":true,"built":"1960-05-01"},{"area":[1],"district":"harbour","balcony":true,"built":null}]""", "row 1, column 'area': an array is not a number", 1, "area")]
    [InlineData("""{"area":1,"district":"harbour","balcony":"perhaps","built":null}""", "row 0, column 'balcony': 'perhaps' is not 'false' or 'true'", 0, "balcony")]
    [InlineData("""{"area":1,"district":"harbour","balcony":true,"built":"someday"}""", "row 0, column 'built': 'someday' is not a date", 0, "built")]
    [InlineData("""{"area":1,"district":"harbour","balcony":true}""", "row 0, column 'built': has no value: use null for a missing one", 0, "built")]
    [InlineData("""{"area":1,"area":2,"district":"harbour","balcony":true,"built":null}""", "row 0, column 'area': is given twice", 0, "area")]
    [InlineData("""{"area":1e999,"district":"harbour","balcony":true,"built":null}""", "row 0, column 'area': 1e999 is not a finite number", 0, "area")]
    [InlineData("[1]", "row 0 is a number: expected an object with a value for each column", 0, null)]
    [InlineData("[]", "an array of 0 rows: expected at least one", null, null)]
    [InlineData("", "the body is empty: expected an object, or an array of objects", null, null)]
    [InlineData("3", "the body is a number: expected an object, or an array of objects", null, null)]
    [InlineData("{\"area\":1,", "the body is not JSON, see line 1, byte 10", null, null)]
    [InlineData("{} {}", "row 0, column 'area': has no value: use null for a missing one", 0, "area")]
    public async Task What_is_wrong_is_told_with_row_and_column(string json, string detail, int? row, string? column)
    {
        await using Service service = await Service.StartAsync();
        (HttpStatusCode status, JsonElement problem) = await service.PostAsync(json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(detail, problem.GetProperty("detail").GetString());
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal(row, problem.TryGetProperty("row", out JsonElement number) ? number.GetInt32() : null);
        Assert.Equal(column, problem.TryGetProperty("column", out JsonElement name) ? name.GetString() : null);
    }

    [Fact]
    public async Task Probabilities_come_when_they_are_asked_for()
    {
        await using Service service = await Service.StartAsync("classes");
        const string Row = """{"area":50,"balcony":true,"built":"1960-05-01"}""";
        var values = new Dictionary<string, object?> { ["area"] = 50, ["balcony"] = true, ["built"] = "1960-05-01" };
        JsonElement plain = (await service.PostAsync(Row)).Body;
        Assert.Equal($$"""{"predictions":["{{service.Model.PredictClass(values)}}"]}""", plain.GetRawText());
        JsonElement more = (await service.PostAsync(Row, "/flats?probabilities=true")).Body;
        Assert.Equal(
            service.Model.ClassNames.Zip(service.Model.PredictProbabilities(values)),
            more.GetProperty("probabilities")[0].EnumerateObject().Select(one => (one.Name, one.Value.GetDouble())));
        Assert.Equal("'intervals' is for a model trained with intervals, as with 'nabla train --intervals 0.9'", (await service.PostAsync(Row, "/flats?intervals=true")).Body.GetProperty("detail").GetString());
        Assert.Equal("'sets' is '0.9': expected true or false", (await service.PostAsync(Row, "/flats?probabilities=true&sets=0.9")).Body.GetProperty("detail").GetString());
        Assert.Equal("there is no option 'probability': expected probabilities, intervals or sets", (await service.PostAsync(Row, "/flats?probability=true")).Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Intervals_and_sets_come_when_they_are_asked_for()
    {
        const string Rows = """[{"area":50,"district":"harbour","balcony":true,"built":"1960-05-01"},{"area":null,"district":"hills","balcony":false,"built":"1990-05-01"}]""";
        var builder = new TableBuilder("area", "district", "balcony", "built");
        builder.Add(50.0, "harbour", true, new DateOnly(1960, 5, 1));
        builder.Add(Cell.Missing, "hills", false, new DateOnly(1990, 5, 1));
        Table table = builder.ToTable();
        await using (Service service = await Service.StartAsync("several"))
        {
            JsonElement body = (await service.PostAsync(Rows, "/flats?intervals=true")).Body;
            (Numerics.Matrix<double> low, Numerics.Matrix<double> high) = service.Model.PredictIntervals(table);
            Assert.Equal(low.Data.Zip(high.Data), body.GetProperty("intervals").EnumerateArray().Select(one => (one.GetProperty("low").GetDouble(), one.GetProperty("high").GetDouble())));
            Assert.Equal(service.Model.PredictValues(table).Data, body.GetProperty("predictions").EnumerateArray().Select(one => one.GetDouble()));
        }

        await using (Service service = await Service.StartAsync("several targets"))
        {
            JsonElement interval = (await service.PostAsync(Rows, "/flats?intervals=true")).Body.GetProperty("intervals")[1].GetProperty("rooms");
            (Numerics.Matrix<double> low, Numerics.Matrix<double> high) = service.Model.PredictIntervals(table);
            Assert.Equal((low.Row(1)[1], high.Row(1)[1]), (interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble()));
        }

        await using (Service service = await Service.StartAsync("sets"))
        {
            JsonElement body = (await service.PostAsync(Rows, "/flats?sets=true&probabilities=true")).Body;
            Assert.Equal(service.Model.PredictSets(table), body.GetProperty("sets").EnumerateArray().Select(set => set.EnumerateArray().Select(name => name.GetString()!)));
            Assert.Equal(2, body.GetProperty("probabilities").GetArrayLength());
        }
    }

    [Fact]
    public async Task Labels_and_plain_numbers_are_predicted_too()
    {
        await using (Service service = await Service.StartAsync("labels"))
        {
            JsonElement body = (await service.PostAsync("""{"area":50,"district":"harbour","built":"1960-05-01"}""")).Body;
            Assert.True(body.GetProperty("predictions")[0].GetProperty("balcony").ValueKind is JsonValueKind.True or JsonValueKind.False);
        }

        await using (Service service = await Service.StartAsync("iris"))
        {
            string[] names = [.. service.Model.FeatureNames];
            string row = $"{{{string.Join(',', names.Select(name => $"\"{name}\":1.5"))}}}";
            Assert.Equal(HttpStatusCode.OK, (await service.PostAsync(row)).Status);
            JsonElement problem = (await service.PostAsync(row.Replace($"\"{names[1]}\":1.5", $"\"{names[1]}\":null", StringComparison.Ordinal))).Body;
            Assert.Equal($"row 0, column '{names[1]}': a value is missing, and the model was trained on numbers without missing values", problem.GetProperty("detail").GetString());

            // What is far outside the range of training is clipped to it.
            JsonElement large = (await service.PostAsync(row.Replace("1.5", "1e300", StringComparison.Ordinal))).Body, less = (await service.PostAsync(row.Replace("1.5", "1e3", StringComparison.Ordinal))).Body;
            Assert.Equal(less.GetProperty("predictions").GetRawText(), large.GetProperty("predictions").GetRawText());
        }

        await using (Service service = await Service.StartAsync("unclipped"))
        {
            string row = $"{{{string.Join(',', service.Model.FeatureNames.Select(name => $"\"{name}\":1e300"))}}}";
            Assert.Equal("row 0: the values are so large that the prediction is not a finite number", (await service.PostAsync(row)).Body.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Huge_and_slow_bodies_are_limited()
    {
        await using Service service = await Service.StartAsync(configure: options => (options.MaxBodyBytes, options.MaxRows, options.BodyTimeout) = (4000, 20, TimeSpan.FromSeconds(1)));
        (HttpStatusCode status, JsonElement body) = await service.PostAsync($"[{string.Join(',', Enumerable.Repeat(Flat, 200))}]");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "the body is larger than 4000 bytes: send the rows in several requests"), (status, body.GetProperty("detail").GetString()));
        (status, body) = await service.PostAsync($"[{string.Join(',', Enumerable.Repeat(Flat, 21))}]");
        Assert.Equal((HttpStatusCode.BadRequest, "more than 20 rows in one request: send them in several requests"), (status, body.GetProperty("detail").GetString()));
        using (var text = new StringContent("a,b", Encoding.UTF8, "text/csv"))
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await service.PostAsync(text)).Status);

        // A body that never ends.
        using var client = new TcpClient();
        await client.ConnectAsync(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /flats HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_file_may_be_replaced_while_requests_come()
    {
        await using Service service = await Service.StartAsync(configure: options => options.ReloadInterval = TimeSpan.FromMilliseconds(20));
        Model[] models = [service.Model, Service.Train("values", seed: 2)];
        Dictionary<string, object?> row = new() { ["area"] = 50, ["district"] = "harbour", ["balcony"] = true, ["built"] = "1960-05-01" };
        double[] right = [.. models.Select(model => model.PredictValue(row))];
        using var end = new CancellationTokenSource();
        var seen = new HashSet<double>();
        int answers = 0;
        Task[] clients = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                (HttpStatusCode status, JsonElement body) = await service.PostAsync(Flat);
                Assert.Equal(HttpStatusCode.OK, status);
                double answer = body.GetProperty("predictions")[0].GetDouble();
                Assert.Contains(answer, right);
                lock (seen)
                    seen.Add(answer);
                Interlocked.Increment(ref answers);
            }
        }))];
        for (int i = 0; i < 10; i++)
        {
            Model next = models[(i + 1) % 2];
            next.Save(service.Path);
            while (!service.Served.Current.Info.Settings.Equals(next.Info.Settings))
                await Task.Delay(10, TestContext.Current.CancellationToken);

            // Some requests are answered by each model.
            for (int before = Volatile.Read(ref answers); Volatile.Read(ref answers) < before + 10 && !clients.Any(client => client.IsFaulted);)
                await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await end.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_model_leaves_the_model_and_is_told_by_the_health_check()
    {
        await using Service service = await Service.StartAsync(configure: options => options.ReloadInterval = TimeSpan.Zero);
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(service.Path, "no model", TestContext.Current.CancellationToken);
        Assert.False(service.Served.Refresh());
        Assert.Equal("Degraded", await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync(Flat)).Status);
        service.Model.Save(service.Path);
        Assert.True(service.Served.Refresh());
        Assert.Equal("Healthy", await service.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_OpenAPI_document_has_columns_kinds_and_levels()
    {
        await using Service service = await Service.StartAsync();
        JsonElement document = JsonDocument.Parse(await service.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
        JsonElement post = document.GetProperty("paths").EnumerateObject().First(path => path.Value.TryGetProperty("post", out _)).Value.GetProperty("post");
        JsonElement row = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf")[0];
        JsonElement columns = row.GetProperty("properties");
        Assert.Equal(["area", "district", "balcony", "built"], columns.EnumerateObject().Select(column => column.Name));
        Assert.Equal(["number", "category", "boolean", "date"], columns.EnumerateObject().Select(column => column.Value.GetProperty("x-nabla-kind").GetString()!));
        Assert.Equal(["harbour", "hills", "old town"], columns.GetProperty("district").GetProperty("x-nabla-levels").EnumerateArray().Select(level => level.GetString()!).Order(StringComparer.Ordinal));
        Assert.True(post.GetProperty("responses").TryGetProperty("400", out _));
    }

    [Fact]
    public async Task Requests_rows_unknown_texts_and_far_values_are_counted()
    {
        await using Service service = await Service.StartAsync();
        var seen = new List<(string Instrument, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Name == "Nabla.AspNetCore" && instrument.Meter.Scope == service.Services.GetRequiredService<IMeterFactory>())
                    to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
        string far = Flat.Replace("50", "5000", StringComparison.Ordinal), moon = Flat.Replace("harbour", "moon", StringComparison.Ordinal);
        await service.PostAsync($"[{Flat},{far},{moon},{far}]");
        await service.PostAsync("[]");
        Assert.Equal(["1 flats 200", "1 flats 400"], Of("nabla.requests"));
        Assert.Equal(["4 flats"], Of("nabla.rows"));
        Assert.Equal(["1 flats district"], Of("nabla.unknown_categories"));
        Assert.Equal(["2 flats area"], Of("nabla.outside_training_range"));
        Assert.Equal(2, Of("nabla.request.duration").Length);

        string[] Of(string name) => [.. seen.Where(one => one.Instrument == name).Select(one => FormattableString.Invariant($"{one.Value} {one.Tags}"))];

        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (seen)
                seen.Add((name, value, string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        }
    }
}
