using System.Numerics;
using Nabla.Descriptions;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>
/// The model file: a safetensors file whose tensors are the parameters and whose metadata describe the model.
/// docs/model-file.md describes it for other programs. The same model gives the same bytes.
/// </summary>
internal static class ModelFile
{
    private const int LongestMessage = 400;

    /// <summary>Writes a model to a file atomically.</summary>
    public static void Write(Model model, string path, ModelCatalogs? catalogs = null) => AtomicFile.Write(path, stream => Write(model, stream, catalogs));

    /// <summary>Writes a model to a stream.</summary>
    public static void Write(Model model, Stream stream, ModelCatalogs? catalogs = null)
    {
        string type = model.Precision == Precision.Double ? "F64" : "F32";
        long position = 0;
        var tensors = new List<TensorEntry>();
        foreach ((int m, NetworkPredictor network) in model.AllNetworks.Index())
        {
            foreach (ParameterSlice slice in network.AllSlices)
            {
                long end = position + ((long)slice.Length * TensorEntry.SizeOf(type));
                tensors.Add(new TensorEntry(Prefix(model.Info, m) + slice.Name, type, slice.Shape(), position, end));
                position = end;
            }
        }

        byte[] header = new SafetensorsHeader(ModelMetadata.Of(model, catalogs), tensors).ToBytes();
        CheckHeader(header);
        ContentHash.Put(header, model.AllNetworks.SelectMany(network => network.AllSlices.Select(network.Bytes)));
        stream.Write(header);
        foreach (NetworkPredictor network in model.AllNetworks)
        {
            foreach (ParameterSlice slice in network.AllSlices)
                stream.Write(network.Bytes(slice));
        }
    }

    /// <summary>Reads a model from a file.</summary>
    public static Model Read(string path, ModelCatalogs? catalogs)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder, expected a model file");
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, catalogs);
    }

    /// <summary>Reads a model from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; if it is not seekable, it is read to its end first.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="catalogs">The meaning of names; null for Nabla's own.</param>
    public static Model Read(Stream stream, string name, ModelCatalogs? catalogs)
    {
        if (!stream.CanSeek)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            return Read(copy, name, catalogs);
        }

        try
        {
            return Read(stream, catalogs);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"{name}: {OneSentence(Sentence.Of(e))}", e);
        }
    }

    private static Model Read(Stream stream, ModelCatalogs? catalogs)
    {
        var limits = new JsonLimits();
        long begin = stream.Position;
        (SafetensorsHeader header, long dataBytes) = SafetensorsReader.Read(stream, stream.Length - begin, limits);
        int headerBytes = (int)(stream.Position - begin), format = ModelMetadata.FormatOf(header);
        header.CheckTensors(dataBytes);
        (IReadOnlyList<NetworkSpec> specs, NetworkSpec? widths, ModelInfo info) = ModelMetadata.Read(header, catalogs, limits);
        IReadOnlyList<NetworkSpec> all = widths is null ? specs : [.. specs, widths];
        string[] types = [.. header.Tensors.Select(tensor => tensor.Type).Distinct(StringComparer.Ordinal)];
        if (types is not [string type])
            throw new InvalidDataException(types.Length == 0 ? "a file without tensors" : $"tensors of {string.Join(" and ", types)}, expected one type");
        ModelChecks.Size(all, dataBytes / TensorEntry.SizeOf(type));
        ModelChecks.Info(specs, widths, info);
        NetworkPredictor[] networks = type == "F64" ? Networks<double>(all, info, header, stream) : Networks<float>(all, info, header, stream);
        var model = new Model(networks[..specs.Count], info, ModelMetadata.RowsOf(header), widths is null ? null : networks[^1]);

        // Checked last, so that specific errors are reported first. Files of format 1 have no hash.
        if (format > 1)
            ContentHash.Check(stream, begin, header, headerBytes);
        return model;
    }

    private static NetworkPredictor[] Networks<T>(IReadOnlyList<NetworkSpec> specs, ModelInfo info, SafetensorsHeader header, Stream data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T>[] networks = [.. specs.Select(spec => new Network<T>(spec))];
        var slices = new Dictionary<string, (Network<T> Network, ParameterSlice Slice)>(StringComparer.Ordinal);
        for (int m = 0; m < networks.Length; m++)
        {
            foreach (ParameterSlice slice in networks[m].AllSlices)
                slices.Add(Prefix(info, m) + slice.Name, (networks[m], slice));
        }

        ModelChecks.Shapes(slices.ToDictionary(pair => pair.Key, pair => pair.Value.Slice, StringComparer.Ordinal), header.Tensors);
        foreach (TensorEntry tensor in header.Tensors)
        {
            (Network<T> network, ParameterSlice slice) = slices[tensor.Name];
            Span<T> numbers = network.Numbers(slice);
            ParameterBytes.Read(data, numbers);
            ModelChecks.Numbers<T>(tensor.Name, slice, numbers);
        }

        int members = info.Members?.Count ?? 1;
        return [.. networks.Select((network, m) => new NetworkPredictor<T>(network, m == members ? info.Widths!.In(info) : info.Members?[m].In(info) ?? info))];
    }

    // Tensors of members have the member's number in their names, followed by those of the width network.
    private static string Prefix(ModelInfo info, int member)
        => member == (info.Members?.Count ?? 1) ? "widths." : info.Members is null ? string.Empty : FormattableString.Invariant($"member{member + 1}.");

    // Does not write what would be refused when read.
    private static void CheckHeader(byte[] bytes)
    {
        var limits = new JsonLimits();
        (SafetensorsHeader header, _) = SafetensorsReader.Read(new MemoryStream(bytes), bytes.Length, limits);
        foreach (ReadOnlyMemory<byte> text in ModelMetadata.JsonOf(header))
            limits.Check(text.Span, ModelJson.Depth);
    }

    // The contents of a hostile file may appear in a message on a terminal.
    private static string OneSentence(string message)
    {
        string text = message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
