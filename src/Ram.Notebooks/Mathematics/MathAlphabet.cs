using System.Text;

namespace Ram.Notebooks.Mathematics;

/// <summary>Unicode's mathematical letters. Browsers no longer take <c>mathvariant="bold"</c> and the like.</summary>
internal sealed class MathAlphabet
{
    public static readonly MathAlphabet Bold = new(0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2, "");
    public static readonly MathAlphabet BoldItalic = new(0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736, "");
    public static readonly MathAlphabet Script = new(0x1D49C, 0x1D4B6, 0, 0, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ");
    public static readonly MathAlphabet DoubleStruck = new(0x1D538, 0x1D552, 0x1D7D8, 0, 0, "CℂHℍNℕPℙQℚRℝZℤ");
    public static readonly MathAlphabet Fraktur = new(0x1D504, 0x1D51E, 0, 0, 0, "CℭHℌIℑRℜZℨ");
    public static readonly MathAlphabet SansSerif = new(0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0, "");
    public static readonly MathAlphabet Typewriter = new(0x1D670, 0x1D68A, 0x1D7F6, 0, 0, "");

    private readonly (int First, int Last, int Start)[] _ranges;
    private readonly Dictionary<int, int> _exceptions;

    private MathAlphabet(int upper, int lower, int digits, int greekUpper, int greekLower, string exceptions)
    {
        _ranges = [('A', 'Z', upper), ('a', 'z', lower), ('0', '9', digits), ('Α', 'Ω', greekUpper), ('α', 'ω', greekLower)];
        _exceptions = exceptions.Chunk(2).ToDictionary(pair => (int)pair[0], pair => (int)pair[1]);
    }

    /// <summary>The letters of this alphabet; what it lacks stays as it is.</summary>
    public string Map(string text) => string.Concat(text.EnumerateRunes().Select(rune => Map(rune).ToString()));

    private Rune Map(Rune rune)
    {
        if (_exceptions.TryGetValue(rune.Value, out var exception))
            return new Rune(exception);
        foreach (var (first, last, start) in _ranges)
        {
            if (start > 0 && rune.Value >= first && rune.Value <= last)
                return new Rune(start + rune.Value - first);
        }
        return rune;
    }
}
