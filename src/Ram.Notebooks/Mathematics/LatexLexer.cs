namespace Ram.Notebooks.Mathematics;

internal enum LatexKind
{
    /// <summary><c>\name</c> or <c>\</c> and one character; the text is without the backslash.</summary>
    Command,
    Number,

    /// <summary>Any other single character, braces and scripts included.</summary>
    Symbol,
    End,
}

internal readonly record struct LatexToken(LatexKind Kind, string Text)
{
    public bool IsSymbol(string text) => Kind == LatexKind.Symbol && Text == text;

    public bool IsCommand(string text) => Kind == LatexKind.Command && Text == text;
}

/// <summary>Splits LaTeX mathematics into tokens, on demand because <c>\text</c> takes its argument raw.</summary>
internal sealed class LatexLexer(string text)
{
    private int _at;

    public LatexToken Peek()
    {
        var at = _at;
        var token = Next();
        _at = at;
        return token;
    }

    public LatexToken Next()
    {
        SkipBlanks();
        if (_at == text.Length)
            return new LatexToken(LatexKind.End, "");
        var start = _at;
        if (text[_at] == '\\')
            return new LatexToken(LatexKind.Command, ReadCommand());
        if (char.IsAsciiDigit(text[_at]))
        {
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || IsDecimalPoint()))
                _at++;
            return new LatexToken(LatexKind.Number, text[start.._at]);
        }
        _at += char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length ? 2 : 1;
        return new LatexToken(LatexKind.Symbol, text[start.._at]);
    }

    /// <summary>The next digit alone, where the next token is a number.</summary>
    public LatexToken NextDigit()
    {
        SkipBlanks();
        return new LatexToken(LatexKind.Number, text[_at++].ToString());
    }

    /// <summary>Whether <c>[2ex]</c>, extra space between rows, stands right here: a bracket after a blank is
    /// mathematics.</summary>
    public bool StartsRowGap() => _at < text.Length && text[_at] == '[';

    /// <summary>The text between braces as it stands, inner braces balanced; null if there is none.</summary>
    public string? ReadRawGroup()
    {
        SkipBlanks();
        if (_at == text.Length || text[_at] != '{')
            return null;
        var depth = 0;
        for (var i = _at; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth > 0)
                continue;
            var group = text[(_at + 1)..i];
            _at = i + 1;
            return group;
        }
        return null;
    }

    private string ReadCommand()
    {
        var start = ++_at;
        while (_at < text.Length && char.IsAsciiLetter(text[_at]))
            _at++;
        if (_at == start && _at < text.Length)
            _at++;
        else if (_at < text.Length && text[_at] == '*' && text[start.._at] is "operatorname")
            _at++;
        return text[start.._at];
    }

    private bool IsDecimalPoint() =>
        text[_at] is '.' or ',' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])
            && (text[_at] == '.' || IsThousands());

    // 60,000 is one number; f(1,2) is two.
    private bool IsThousands() =>
        _at + 3 < text.Length && text.AsSpan(_at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
            && (_at + 4 == text.Length || !char.IsAsciiDigit(text[_at + 4]));

    private void SkipBlanks()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '%'))
            _at = text[_at] == '%' && text.IndexOf('\n', _at) is var end ? (end < 0 ? text.Length : end) : _at + 1;
    }
}
