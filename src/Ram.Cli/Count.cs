namespace Ram.Cli;

/// <summary>A number with what it counts, whose plural has an s: "1 image", "2 images".</summary>
internal static class Count
{
    public static string Of(long number, string noun) => Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");
}
