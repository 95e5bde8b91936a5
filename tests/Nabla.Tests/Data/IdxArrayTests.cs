using FsCheck;
using FsCheck.Fluent;
using Nabla.Data;

namespace Nabla.Tests.Data;

public class IdxArrayTests
{
    private static readonly byte[] Sample = IdxFile.Bytes(IdxType.Int16, [2, 3], [1, 2, 3, 4, 5, -6]);

    public static TheoryData<IdxType, double[]> Types => new()
    {
        { IdxType.UnsignedByte, [0, 1, 127, 128, 200, 255] },
        { IdxType.SignedByte, [0, 1, 127, -128, -1, 50] },
        { IdxType.Int16, [0, 256, 32767, -32768, -1, 258] },
        { IdxType.Int32, [0, 65536, int.MaxValue, int.MinValue, -1, 16909060] },
        { IdxType.Single, [0, 0.5, -1.25, float.MaxValue, float.Epsilon, double.NaN] },
        { IdxType.Double, [0, 0.1, -1e300, double.MaxValue, double.Epsilon, double.NegativeInfinity] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_of_every_type_come_back_compressed_or_not(IdxType type, double[] values)
    {
        byte[] bytes = IdxFile.Bytes(type, [1, 3, 2], values);
        foreach (byte[] file in new[] { bytes, IdxFile.Gzip(bytes) })
        {
            IdxArray array = Read(file);
            Assert.Equal(type, array.Type);
            Assert.Equal([1, 3, 2], array.Dimensions);
            Assert.Equal(values, array.ToDoubles());
        }
    }

    [Fact]
    public void More_values_than_the_first_buffer_holds_come_back()
    {
        double[] values = [.. Enumerable.Range(0, 300_001).Select(i => (double)(i % 251))];
        Assert.Equal(values, Read(IdxFile.Gzip(IdxFile.Bytes(IdxType.UnsignedByte, [300_001], values))).ToDoubles());
    }

    [Fact]
    public void An_array_may_be_empty_and_have_255_dimensions()
    {
        Assert.Empty(Read(IdxFile.Bytes(IdxType.Double, [0, 5], [])).ToDoubles());
        int[] ones = [.. Enumerable.Repeat(1, 255)];
        Assert.Equal([7], Read(IdxFile.Bytes(IdxType.Int32, ones, [7])).ToDoubles());
    }

    [Fact]
    public void Each_lie_of_a_header_is_named_with_file_and_place()
    {
        AssertRefused("'f', byte 0: the first two bytes are 50 4B, not 00 00 as in an IDX file", [0x50, 0x4B, .. Sample[2..]]);
        AssertRefused("'f', byte 2: there is no type of value 0A: expected 08, 09, 0B, 0C, 0D or 0E", [0, 0, 0x0A, .. Sample[3..]]);
        AssertRefused("'f', byte 3: the array has 0 dimensions, expected at least 1", [0, 0, 8, 0]);
        AssertRefused("'f', byte 2: the file ends within its header", [0, 0]);
        AssertRefused("'f', byte 10: the file ends within its header", Sample[..10]);
        AssertRefused("'f', byte 23: the file ends after 11 bytes of values, but its header announces 12", Sample[..^1]);
        AssertRefused("'f', byte 24: there is more after the 12 bytes of values that the header announces", [.. Sample, 0]);
        AssertRefused("'f', byte 4: dimension 0 is 4294967295, which makes more values than can be held", [0, 0, 8, 1, 255, 255, 255, 255]);
        AssertRefused("'f', byte 8: dimension 1 is 65536, which makes more values than can be held", [0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0]);
        AssertRefused("'f', byte 0: the file ends within its header", []);
    }

    [Fact]
    public void Damaged_compression_is_named()
    {
        byte[] gzip = IdxFile.Gzip(IdxFile.Images(200));
        Assert.Throws<InvalidDataException>(() => Read(gzip[..(gzip.Length / 2)]));
        gzip[^6] ^= 1; // in the checksum
        AssertRefused("'f', byte 16: the gzip compression is damaged", gzip);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_grows_with_the_file_not_with_what_its_header_announces(bool compressed)
    {
        byte[] liar = [0, 0, 8, 1, 0x7F, 0, 0, 0, .. new byte[1000]]; // announces 2 GB
        byte[] file = compressed ? IdxFile.Gzip(liar) : liar;
        Assert.Throws<InvalidDataException>(() => Read(file));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_with_any_bytes_changed_or_cut_is_read_or_refused()
    {
        byte[] gzip = IdxFile.Gzip(Sample);
        Gen<byte[]> damaged =
            from file in Gen.Elements(Sample, gzip)
            from length in Gen.Choose(0, file.Length)
            from places in Gen.ListOf(Gen.Choose(0, file.Length - 1), 3)
            from value in Gen.Choose(0, 255)
            select Damage(file, length, places, (byte)value);
        Prop.ForAll(Arb.From(damaged), file =>
        {
            try
            {
                Assert.InRange(Read(file).ToDoubles().Length, 0, 1000);
            }
            catch (InvalidDataException exception)
            {
                Assert.StartsWith("'f', byte ", exception.Message, StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(1ul, 3ul).WithMaxTest(3000));
    }

    private static byte[] Damage(byte[] file, int length, IEnumerable<int> places, byte value)
    {
        byte[] copy = [.. file];
        foreach (int place in places)
            copy[place] = value;
        return copy[..length];
    }

    private static IdxArray Read(byte[] file) => IdxArray.Read(new MemoryStream(file), "f");

    private static void AssertRefused(string message, byte[] file)
        => Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read(file)).Message);
}
