using Nabla.Data;
using Parquet;
using Parquet.Schema;

namespace Nabla.Parquet;

/// <summary>The cells of one column in a row group.</summary>
internal static class ColumnChunk
{
    /// <summary>The kind of a column's values; null if a table cannot hold them.</summary>
    public static ColumnKind? KindOf(DataField field) => Element(field) switch
    {
        var type when IsText(type) || type == typeof(Guid) => ColumnKind.Category,
        var type when type == typeof(bool) => ColumnKind.Boolean,
        var type when type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly) => ColumnKind.Date,
        var type when IsNumber(type) => ColumnKind.Number,
        _ => null,
    };

    /// <summary>Reads a column.</summary>
    /// <returns>The value of each row.</returns>
    public static async Task<Func<int, Cell>> ReadAsync(ParquetRowGroupReader group, DataField field, int rows)
    {
        Type type = Element(field);
        if (IsText(type))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory()).ConfigureAwait(false);
            return row => texts[row];
        }

        return type switch
        {
            _ when type == typeof(double) => await Of<double>(value => value).ConfigureAwait(false),
            _ when type == typeof(float) => await Of<float>(value => value).ConfigureAwait(false),
            _ when type == typeof(int) => await Of<int>(value => value).ConfigureAwait(false),
            _ when type == typeof(long) => await Of<long>(value => value).ConfigureAwait(false),
            _ when type == typeof(bool) => await Of<bool>(value => value).ConfigureAwait(false),
            _ when type == typeof(short) => await Of<short>(value => (int)value).ConfigureAwait(false),
            _ when type == typeof(sbyte) => await Of<sbyte>(value => (int)value).ConfigureAwait(false),
            _ when type == typeof(byte) => await Of<byte>(value => (int)value).ConfigureAwait(false),
            _ when type == typeof(ushort) => await Of<ushort>(value => (int)value).ConfigureAwait(false),
            _ when type == typeof(uint) => await Of<uint>(value => (long)value).ConfigureAwait(false),
            _ when type == typeof(ulong) => await Of<ulong>(value => (double)value).ConfigureAwait(false),
            _ when type == typeof(decimal) => await Of<decimal>(value => value).ConfigureAwait(false),
            _ when type == typeof(DateTime) => await Of<DateTime>(value => value).ConfigureAwait(false),
            _ when type == typeof(DateOnly) => await Of<DateOnly>(value => value).ConfigureAwait(false),
            _ when type == typeof(TimeOnly) => await Of<TimeOnly>(value => value).ConfigureAwait(false),
            _ when type == typeof(TimeSpan) => await Of<TimeSpan>(value => value).ConfigureAwait(false),
            _ => await Of<Guid>(value => value.ToString()).ConfigureAwait(false),
        };

        async Task<Func<int, Cell>> Of<T>(Func<T, Cell> cell)
            where T : struct
        {
            if (!field.IsNullable)
            {
                var values = new T[rows];
                await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
                return row => cell(values[row]);
            }

            var optional = new T?[rows];
            await group.ReadAsync(field, optional.AsMemory()).ConfigureAwait(false);
            return row => optional[row] is { } value ? cell(value) : Cell.Missing;
        }
    }

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<char>);

    private static Type Element(DataField field) => Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType;

    private static bool IsNumber(Type type)
        => type == typeof(double) || type == typeof(float) || type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(sbyte)
            || type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong) || type == typeof(decimal) || type == typeof(TimeSpan);
}
