using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>Describes a model's columns and predictions in an OpenAPI document.</summary>
internal static class ModelOpenApi
{
    /// <summary>Maximum number of listed levels; a category may have thousands.</summary>
    private const int MostLevels = 100;

    /// <summary>Describes the prediction operation.</summary>
    public static void Describe(OpenApiOperation operation, ServedModel served)
    {
        Model model = served.Current;
        OpenApiSchema row = Row(model);
        operation.Summary = $"Predictions of {served.Name}";
        operation.Description = "Send one object or an array of them. A number is a JSON number or a text as in a CSV file; null is a missing value; unknown members are ignored.";
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = Json(new OpenApiSchema { OneOf = [row, new OpenApiSchema { Type = JsonSchemaType.Array, Items = row, MinItems = 1, MaxItems = served.Options.MaxRows }] }),
        };
        operation.Parameters = [.. PredictionForm.Options(model).Select(Option)];
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = "One prediction per row, in the order of the request.", Content = Json(Answer(model)) },
            ["400"] = Problem("The error in the rows, with row and column."),
            ["408"] = Problem("The body did not arrive in time."),
            ["413"] = Problem("The body is too large."),
            ["415"] = Problem("The body is not JSON."),
        };
    }

    private static OpenApiParameter Option(string key) => new()
    {
        Name = key,
        In = ParameterLocation.Query,
        Description = key switch
        {
            PredictionForm.ProbabilitiesKey => "Whether to return the probability of each class or label.",
            PredictionForm.IntervalsKey => "Whether to return the prediction interval of each number.",
            _ => "Whether to return the prediction set of each row.",
        },
        Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
    };

    private static OpenApiSchema Row(Model model)
    {
        var row = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal), Required = new HashSet<string>(StringComparer.Ordinal) };
        for (int i = 0; i < model.Preprocessor.ColumnCount; i++)
        {
            ColumnSchema column = model.Preprocessor.Schema.Columns[i];
            row.Properties.Add(column.Name, Column(model, column, i));
            row.Required.Add(column.Name);
        }

        return row;
    }

    private static OpenApiSchema Column(Model model, ColumnSchema column, int position)
    {
        var range = ValueRange.Of(model, position);
        string trained = double.IsFinite(range.Least) && range.Least <= range.Greatest
            ? $"; training saw {column.TextOf(range.Least)} to {column.TextOf(range.Greatest)}"
            : string.Empty;
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String | JsonSchemaType.Null | column.Kind switch
            {
                ColumnKind.Boolean => JsonSchemaType.Boolean,
                _ => JsonSchemaType.Number,
            },
            Description = column.Kind switch
            {
                ColumnKind.Number => $"number{trained}",
                ColumnKind.Date => $"date such as 2024-02-29 or 2024-02-29T23:59:59{trained}",
                ColumnKind.Boolean => $"yes or no: a JSON boolean, '{column.Levels[0]}' or '{column.Levels[1]}'",
                _ when column.HashBuckets > 0 => "category; any text",
                _ => "category; a text that is not a level counts as unknown",
            },
            Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal)
            {
                ["x-nabla-kind"] = new JsonNodeExtension(JsonValue.Create(column.Kind.ToString().ToLowerInvariant())!),
            },
        };
        if (column.Kind == ColumnKind.Date)
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        if (column.Levels.Count > 0)
            schema.Extensions["x-nabla-levels"] = new JsonNodeExtension(new JsonArray([.. column.Levels.Take(MostLevels).Select(level => (JsonNode)JsonValue.Create(level)!)]));
        return schema;
    }

    private static OpenApiSchema Answer(Model model)
    {
        OpenApiSchema prediction = model.Task switch
        {
            LearningTask.Classification => new() { Type = JsonSchemaType.String, Enum = [.. model.ClassNames.Select(name => (JsonNode)JsonValue.Create(name)!)] },
            LearningTask.MultiLabel => Named(model.Info.TargetNames, JsonSchemaType.Boolean),
            _ when model.Info.TargetNames.Count == 1 => new() { Type = JsonSchemaType.Number },
            _ => Named(model.Info.TargetNames, JsonSchemaType.Number),
        };
        var answer = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "predictions" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["predictions"] = Array(prediction),
            },
        };
        if (model.Task != LearningTask.Regression)
        {
            IReadOnlyList<string> names = model.Task == LearningTask.Classification ? model.ClassNames : model.Info.TargetNames;
            answer.Properties[PredictionForm.ProbabilitiesKey] = Array(Named(names, JsonSchemaType.Number));
        }

        if (model.HasIntervals)
        {
            OpenApiSchema ends = Named(["low", "high"], JsonSchemaType.Number);
            answer.Properties[PredictionForm.IntervalsKey] = Array(model.Info.TargetNames.Count == 1 ? ends : Named(model.Info.TargetNames, ends));
        }

        if (model.HasSets)
            answer.Properties[PredictionForm.SetsKey] = Array(Array(prediction));

        return answer;
    }

    private static OpenApiSchema Array(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Named(IReadOnlyList<string> names, JsonSchemaType type) => Named(names, new OpenApiSchema { Type = type });

    private static OpenApiSchema Named(IReadOnlyList<string> names, OpenApiSchema member) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = names.ToDictionary(name => name, IOpenApiSchema (_) => member, StringComparer.Ordinal),
    };

    private static OpenApiResponse Problem(string description) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["row"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "from 0" },
                        ["column"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Json(OpenApiSchema schema)
        => new(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = schema } };
}
