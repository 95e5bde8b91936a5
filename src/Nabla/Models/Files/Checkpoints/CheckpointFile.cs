using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// A checkpoint: a safetensors file whose tensors are the vectors and history of a run's state, and whose metadata hold its numbers, the identity of
/// the run and a SHA-256 hash of everything.
/// </summary>
internal static class CheckpointFile
{
    private const string FormatKey = "nabla-checkpoint", Format = "3", RunKey = "run", NumbersKey = "numbers", DigestKey = "sha256";
    private const string History = "history";

    private static readonly JsonSerializerOptions Options = ModelJson.OptionsFor(new ModelCatalogs());

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="stream">The stream to write to.</param>
    /// <param name="run">The JSON text of the run.</param>
    /// <param name="state">The state of the run.</param>
    /// <param name="layers">The layers of the network.</param>
    public static void Write<T>(Stream stream, ReadOnlyMemory<byte> run, TrainingState<T> state, int layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new List<TensorEntry>();
        var data = new List<byte[]>();
        long position = 0;
        foreach ((string name, T[] vector) in state.Vectors)
            Add(name, typeof(T) == typeof(double) ? "F64" : "F32", ParameterBytes.From<T>(vector));
        Add(History, "F64", ParameterBytes.From<double>(HistoryTable.Of(state.History, layers)));

        byte[] numbers = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, double>(state.Numbers, StringComparer.Ordinal), ModelJson.Of<Dictionary<string, double>>(Options));
        var metadata = new OrderedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            [FormatKey] = Encoding.UTF8.GetBytes(Format),
            [RunKey] = run,
            [NumbersKey] = numbers,
        };
        metadata[DigestKey] = Encoding.UTF8.GetBytes(Digest(metadata, tensors, data));
        stream.Write(new SafetensorsHeader(metadata, tensors).ToBytes());
        data.ForEach(bytes => stream.Write(bytes));

        void Add(string name, string type, byte[] bytes)
        {
            tensors.Add(new TensorEntry(name, type, [bytes.Length / TensorEntry.SizeOf(type)], position, position += bytes.Length));
            data.Add(bytes);
        }
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">The layers of the network.</param>
    /// <returns>The JSON text of the run, and its state.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or not a checkpoint.</exception>
    public static (ReadOnlyMemory<byte> Run, TrainingState<T> State) Read<T>(string path, int layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using FileStream stream = File.OpenRead(path);
        return Read<T>(stream, layers);
    }

    /// <summary>Reads a checkpoint from a stream, from its beginning to its end.</summary>
    /// <inheritdoc cref="Read{T}(string, int)"/>
    public static (ReadOnlyMemory<byte> Run, TrainingState<T> State) Read<T>(Stream stream, int layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (SafetensorsHeader header, long dataBytes) = SafetensorsReader.Read(stream, stream.Length, new JsonLimits());
        if (!header.Metadata.TryGetValue(FormatKey, out ReadOnlyMemory<byte> format))
            throw new InvalidDataException("no checkpoint of Nabla's");
        if (!format.Span.SequenceEqual(Encoding.UTF8.GetBytes(Format)))
            throw new InvalidDataException($"a checkpoint of another version, expected {Format}");
        header.CheckTensors(dataBytes);
        var data = new List<byte[]>();
        foreach (TensorEntry tensor in header.Tensors)
        {
            data.Add(new byte[tensor.End - tensor.Begin]);
            stream.ReadExactly(data[^1]);
        }

        string found = header.Metadata.TryGetValue(DigestKey, out ReadOnlyMemory<byte> digest) ? Encoding.UTF8.GetString(digest.Span) : string.Empty;
        if (found != Digest(header.Metadata, header.Tensors, data))
            throw new InvalidDataException("damaged: its content does not match its SHA-256");
        return (header.Metadata[RunKey], State<T>(header, data, layers));
    }

    private static TrainingState<T> State<T>(SafetensorsHeader header, List<byte[]> data, int layers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int history = header.Tensors.ToList().FindIndex(tensor => tensor.Name == History);
        if (history < 0)
            throw new InvalidDataException("a checkpoint without history");
        var state = new TrainingState<T> { History = HistoryTable.Read(Numbers<double>(data[history]), layers) };
        for (int i = 0; i < data.Count; i++)
        {
            if (i != history)
                state.Add(header.Tensors[i].Name, Numbers<T>(data[i]));
        }

        foreach ((string name, double number) in JsonSerializer.Deserialize(header.Metadata[NumbersKey].Span, ModelJson.Of<Dictionary<string, double>>(Options))!)
            state.Add(name, number);
        return state;
    }

    private static T[] Numbers<T>(byte[] bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[bytes.Length / TensorEntry.SizeOf(typeof(T) == typeof(double) ? "F64" : "F32")];
        ParameterBytes.Read<T>(new MemoryStream(bytes), numbers);
        return numbers;
    }

    // Over everything except the hash.
    private static string Digest(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> metadata, IReadOnlyList<TensorEntry> tensors, List<byte[]> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string key in (ReadOnlySpan<string>)[FormatKey, RunKey, NumbersKey])
            hash.AppendData(metadata.TryGetValue(key, out ReadOnlyMemory<byte> text) ? text.Span : throw new InvalidDataException($"its metadata have no '{key}'"));
        foreach (TensorEntry tensor in tensors)
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{tensor.Name} {tensor.Type} {tensor.Begin} {tensor.End}\n")));
        data.ForEach(hash.AppendData);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
