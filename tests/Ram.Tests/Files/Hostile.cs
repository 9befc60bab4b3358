using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Ram.Tests.Files;

/// <summary>One change of a file. What the numbers mean depends on <paramref name="Kind"/>.</summary>
internal readonly record struct Mutation(int Kind, int Position, int Length, int Value);

/// <summary>How to make a hostile file: which sample, what to mend afterwards, what to change.</summary>
internal sealed record Recipe(int Sample, int Repair, Mutation[] Mutations);

/// <summary>What a reader costs at most for an input, over a fixed amount.</summary>
internal sealed record Bound(long BytesPerByte);

/// <summary>
/// Feeds a reader damaged files and holds it to this: it rejects a file by <see cref="RamException"/>, or accepts it
/// rightly; it throws nothing else; it allocates and takes no more than bounds that depend on the file's size alone.
/// </summary>
internal sealed class Hostile
{
    /// <summary>Files over all formats, 100,000 unless the environment variable RAM_FUZZ says otherwise.</summary>
    private const string CountVariable = "RAM_FUZZ";

    private const int DefaultCount = 100_000;
    private const int Formats = 3;
    private const long FixedAllocation = 1 << 16;
    private const int MaxMutations = 4;

    /// <summary>Hundreds of times what the slowest file takes: other work on the machine must not fail the test.</summary>
    private static readonly TimeSpan _maxTime = TimeSpan.FromSeconds(5);

    private static readonly long[] _numbers =
    [
        0, 1, 2, 3, 4, 7, 8, 12, 16, 28, 127, 128, 255, 256, 1 << 15, 1 << 16, 1 << 24, 1 << 26, 1 << 30,
        int.MaxValue - 56, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 62, long.MaxValue, long.MinValue, -1,
    ];

    private int _accepted;
    private int _rejected;
    private long _mostAllocated;
    private TimeSpan _longest;

    public static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable(CountVariable), CultureInfo.InvariantCulture, out var count)
            ? count / Formats
            : DefaultCount / Formats;

    /// <summary>Runs one format.</summary>
    /// <param name="format">Its name, for the report.</param>
    /// <param name="make">Makes the file of a recipe.</param>
    /// <param name="read">The reader under test.</param>
    /// <param name="check">Throws unless the file was rightly accepted as the value.</param>
    /// <param name="bound">What reading may cost.</param>
    /// <param name="output">Where the counts are printed.</param>
    public static void Run<T>(
        string format, Func<Recipe, byte[]> make, Func<byte[], T> read, Action<byte[], T> check, Bound bound, ITestOutputHelper output)
    {
        var run = new Hostile();
        var watch = Stopwatch.StartNew();
        var config = Config.QuickThrowOnFailure.WithMaxTest(Count).WithReplay(1, 1).WithQuietOnSuccess(true);
        Prop.ForAll(Arb.From(Recipes(), Shrink), recipe => run.Try(make(recipe), read, check, bound)).Check(config);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{format}: {run._accepted + run._rejected} files, {run._rejected} rejected, {run._accepted} accepted rightly; "
            + $"at most {run._mostAllocated} bytes allocated and {run._longest.TotalMilliseconds:F1} ms a file; "
            + $"{(run._accepted + run._rejected) / watch.Elapsed.TotalSeconds:F0} files a second"));

        // Else the files are all too broken, or not broken at all, and the test proves nothing.
        Assert.True(run._rejected > Count / 20, $"{run._rejected} rejected");
        Assert.True(run._accepted > Count / 50, $"{run._accepted} accepted");
    }

    /// <summary>Applies the mutations to <paramref name="file"/>.</summary>
    /// <param name="file">What to damage.</param>
    /// <param name="mutations">How.</param>
    /// <param name="tokens">Pieces of the format that are put in whole.</param>
    public static byte[] Mutate(byte[] file, IEnumerable<Mutation> mutations, byte[][] tokens)
    {
        foreach (var mutation in mutations)
            file = Mutate(file, mutation, tokens);
        return file;
    }

    private static byte[] Mutate(byte[] file, Mutation mutation, byte[][] tokens)
    {
        // Half of the time near the beginning, where the headers are.
        var at = mutation.Position / 2 % (mutation.Position % 2 == 0 ? Math.Min(file.Length, 48) + 1 : file.Length + 1);
        var from = mutation.Value % (file.Length + 1);
        var end = Math.Min(file.Length, at + mutation.Length);
        var piece = file[from..Math.Min(file.Length, from + mutation.Length)];
        var token = tokens[mutation.Value % tokens.Length];
        var repeats = mutation.Length == 0 ? 5000 : 1;
        var number = _numbers[mutation.Value % _numbers.Length];
        return mutation.Kind switch
        {
            0 or 1 => Overwrite(file, at, [(byte)(at < file.Length ? file[at] ^ 1 << mutation.Value % 8 : 0)]),
            2 => Overwrite(file, at, [(byte)mutation.Value]),
            3 => file[..at],
            4 => [.. file[..at], .. file[end..]],
            5 => Overwrite(file, at, piece),
            6 => [.. file[..at], .. piece, .. file[at..]],
            7 => Overwrite(file, at, BigEndian(number)),
            8 => Overwrite(file, at, LittleEndian(number)),
            9 => [.. file, .. piece],
            10 => [.. file, .. new byte[mutation.Length]],
            11 => [.. file[..at], .. Enumerable.Repeat(token, repeats).SelectMany(part => part), .. file[at..]],
            12 => Overwrite(file, at, token),
            _ => ReplaceNumber(file, at, number),
        };
    }

    private static Gen<Recipe> Recipes()
    {
        // All numbers of a recipe in one array: composed generators cost more than most readers.
        const int Fields = 4;
        return Gen.Choose(0, int.MaxValue - 1).ArrayOf(3 + Fields * MaxMutations).Select(numbers => new Recipe(
            numbers[0],
            numbers[1] % 4,
            [
                .. numbers.Skip(3).Chunk(Fields).Take(1 + numbers[2] % MaxMutations)
                    .Select(fields => new Mutation(fields[0] % 16, fields[1], fields[2] % 25, fields[3])),
            ]));
    }

    private static IEnumerable<Recipe> Shrink(Recipe recipe) => recipe.Mutations.Length == 1
        ? []
        : recipe.Mutations.Select((_, i) => recipe with { Mutations = [.. recipe.Mutations.Where((_, j) => j != i)] });

    private static byte[] Overwrite(byte[] file, int at, byte[] bytes)
    {
        var copy = file.ToArray();
        bytes.AsSpan(0, Math.Min(bytes.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }

    private static byte[] ReplaceNumber(byte[] file, int at, long number)
    {
        while (at < file.Length && !char.IsAsciiDigit((char)file[at]))
            at++;
        var end = at;
        while (end < file.Length && char.IsAsciiDigit((char)file[end]))
            end++;
        return [.. file[..at], .. System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), .. file[end..]];
    }

    private static byte[] BigEndian(long number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return bytes;
    }

    private static byte[] LittleEndian(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    private void Try<T>(byte[] file, Func<byte[], T> read, Action<byte[], T> check, Bound bound)
    {
        var start = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        T? value = default;
        RamException? rejection = null;
        try
        {
            value = read(file);
        }
        catch (RamException exception)
        {
            rejection = exception;
        }
        catch (Exception exception)
        {
            throw Failure(file, exception.ToString());
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var time = Stopwatch.GetElapsedTime(start);
        if (allocated > FixedAllocation + bound.BytesPerByte * file.Length || time > _maxTime)
            throw Failure(file, $"{allocated} bytes allocated for {file.Length}, {time}");
        _mostAllocated = Math.Max(_mostAllocated, allocated);
        _longest = time > _longest ? time : _longest;
        if (rejection is null)
            CheckAccepted(file, value!, check);
        else
            CheckRejected(file, rejection);
    }

    private void CheckAccepted<T>(byte[] file, T value, Action<byte[], T> check)
    {
        _accepted++;
        try
        {
            check(file, value);
        }
        catch (Exception exception)
        {
            throw Failure(file, "wrongly accepted: " + exception);
        }
    }

    private void CheckRejected(byte[] file, RamException rejection)
    {
        _rejected++;
        bool isClear = rejection.Message.StartsWith("file is not a valid ", StringComparison.Ordinal)
            || rejection.Message.Contains(" read", StringComparison.Ordinal);
        if (!isClear || rejection.Message.Any(char.IsControl)
            || rejection.Message.Length > 400)
            throw Failure(file, "unclear message: " + rejection.Message);
    }

    private static InvalidOperationException Failure(byte[] file, string problem) =>
        new($"{problem}\nfile: {Convert.ToHexStringLower(file.AsSpan(0, Math.Min(file.Length, 4000)))}");
}
