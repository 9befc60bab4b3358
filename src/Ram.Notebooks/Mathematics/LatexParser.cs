using System.Xml.Linq;
using static Ram.Notebooks.Mathematics.LatexSymbols;

namespace Ram.Notebooks.Mathematics;

/// <summary>Recursive descent over LaTeX mathematics: a row is atoms, an atom may carry scripts.</summary>
internal sealed class LatexParser(string latex)
{
    private readonly LatexLexer _lexer = new(latex);
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public List<XElement> ParseAll()
    {
        var row = new List<XElement>();
        while (true)
        {
            row.AddRange(ParseRow());
            var token = _lexer.Next();
            if (token.Kind == LatexKind.End)
                return row;
            // A line break or tab outside any table, or something that was never opened.
            if (token.IsCommand("\\"))
                row.Add(Element("mspace", new XAttribute("linebreak", "newline")));
            else
                row.Add(Unexpected(token));
        }
    }

    /// <summary>Atoms up to a closing token, which stays.</summary>
    private List<XElement> ParseRow(Func<LatexToken, bool>? until = null)
    {
        var row = new List<XElement>();
        while (_lexer.Peek() is var token && !IsClosing(token) && until?.Invoke(token) != true)
        {
            if (token.IsCommand("displaystyle"))
            {
                _lexer.Next();
                row.Add(Element("mstyle", new XAttribute("displaystyle", "true"), ParseRow(until)));
            }
            else if (ParseScripted() is { } atom)
            {
                row.Add(atom);
            }
        }
        return row;
    }

    private static bool IsClosing(LatexToken token) => token.Kind switch
    {
        LatexKind.End => true,
        LatexKind.Symbol => token.Text is "}" or "&",
        LatexKind.Command => token.Text is "\\" or "right" or "end" or "middle" or "cr",
        _ => false,
    };

    /// <summary>An atom with what is below and above it; null for a command that shows nothing.</summary>
    private XElement? ParseScripted()
    {
        var atom = _lexer.Peek() is var next && (next.IsSymbol("^") || next.IsSymbol("_") || next.IsSymbol("'"))
            ? Row([])
            : ParseAtom();
        if (atom is null)
            return null;
        XElement? below = null, above = null;
        while (true)
        {
            var token = _lexer.Peek();
            if (token.IsCommand("limits") || token.IsCommand("nolimits"))
                _lexer.Next();
            else if (token.IsSymbol("_") && below is null)
                below = ParseScript();
            else if (token.IsSymbol("^") && above is null)
                above = ParseScript();
            else if (token.IsSymbol("^") && above is not null && above.Value.StartsWith('′'))
                above = Row([above, ParseScript()]);
            else if (token.IsSymbol("'") && above is null)
                above = ParsePrimes();
            else
                break;
        }
        return Attach(atom, below, above);
    }

    private XElement ParseScript()
    {
        _lexer.Next();
        return ParseArgument();
    }

    private XElement ParsePrimes()
    {
        var count = 0;
        for (; _lexer.Peek().IsSymbol("'"); count++)
            _lexer.Next();
        return Element("mo", new string('′', count));
    }

    private static XElement Attach(XElement atom, XElement? below, XElement? above)
    {
        if (below is null && above is null)
            return atom;
        var limits = atom.Attribute("movablelimits") is not null || IsBrace(atom);
        return (below, above) switch
        {
            ({ }, null) => Element(limits ? "munder" : "msub", atom, below),
            (null, { }) => Element(limits ? "mover" : "msup", atom, above),
            _ => Element(limits ? "munderover" : "msubsup", atom, below, above),
        };
    }

    private static bool IsBrace(XElement atom) =>
        atom.Name.LocalName is "munder" or "mover" && atom.Elements().Last().Value is "⏟" or "⏞";

    /// <summary>A group in braces, or a single atom without scripts.</summary>
    private XElement ParseArgument()
    {
        if (_lexer.Peek() is var token && IsClosing(token))
        {
            _problems.Add("an argument is missing");
            return Row([]);
        }
        // TeX takes one digit only: x^23 is x² 3.
        return ParseAtom(oneDigit: true) ?? Row([]);
    }

    private XElement? ParseAtom(bool oneDigit = false)
    {
        var token = oneDigit && _lexer.Peek().Kind == LatexKind.Number ? _lexer.NextDigit() : _lexer.Next();
        return token.Kind switch
        {
            LatexKind.Number => Element("mn", token.Text),
            LatexKind.Command => ParseCommand(token.Text),
            _ => token.Text switch
            {
                "{" => Row(ParseUntilBrace()),
                "~" => Space("0.25em"),
                var text when char.IsLetter(text, 0) => Element("mi", text),
                var text => Symbol(text),
            },
        };
    }

    private static XElement Symbol(string text) => text switch
    {
        "-" => Operator("−"),
        "*" => Operator("∗"),
        "(" or ")" or "[" or "]" => Fence(text),
        "|" => Bar("|"),
        "/" => Element("mo", new XAttribute("lspace", "0"), new XAttribute("rspace", "0"), "/"),
        _ => Operator(text),
    };

    private List<XElement> ParseUntilBrace()
    {
        var row = ParseRow();
        var token = _lexer.Next();
        if (!token.IsSymbol("}"))
            row.Add(Unexpected(token, "}"));
        return row;
    }

    private XElement? ParseCommand(string name)
    {
        if (Letters.TryGetValue(name, out var symbol))
            return Element("mi", symbol);
        if (Upright.TryGetValue(name, out symbol))
            return Element("mi", new XAttribute("mathvariant", "normal"), symbol);
        if (Fences.TryGetValue(name, out symbol))
            return symbol is "|" or "‖" ? Bar(symbol) : Fence(symbol);
        if (Operators.TryGetValue(name, out symbol))
            return Operator(symbol);
        if (Large.TryGetValue(name, out symbol))
            return Element("mo", new XAttribute("movablelimits", "true"), symbol);
        if (Integrals.TryGetValue(name, out symbol))
            return Operator(symbol);
        if (Spaces.TryGetValue(name, out symbol))
            return Space(symbol);
        if (Functions.Contains(name))
            return Function(name);
        if (LimitFunctions.Contains(name))
            return LimitFunction(name);
        if (Accents.TryGetValue(name, out symbol))
            return ParseAccent(name, symbol);
        if (Underlines.TryGetValue(name, out symbol))
            return Element("munder", ParseArgument(), Element("mo", new XAttribute("stretchy", "true"), symbol));
        if (Sizes.TryGetValue(name.TrimEnd('l', 'r', 'm'), out symbol))
            return ParseSized(symbol);
        return Ignored.Contains(name) ? null : ParseStructure(name);
    }

    private XElement? ParseStructure(string name) => name switch
    {
        "frac" or "cfrac" => Element("mfrac", ParseArgument(), ParseArgument()),
        "dfrac" => Styled("true", Element("mfrac", ParseArgument(), ParseArgument())),
        "tfrac" => Styled("false", Element("mfrac", ParseArgument(), ParseArgument())),
        "binom" => Row([
            Fence("(", stretchy: true),
            Element("mfrac", new XAttribute("linethickness", "0"), ParseArgument(), ParseArgument()),
            Fence(")", stretchy: true)]),
        "sqrt" => ParseRoot(),
        "left" => ParseFenced(),
        "begin" => ParseEnvironment(),
        "text" or "textrm" or "textnormal" or "mbox" => ParseText(text => text),
        "textbf" => ParseText(MathAlphabet.Bold.Map),
        "textit" or "emph" => ParseText(text => text),
        "texttt" => ParseText(MathAlphabet.Typewriter.Map),
        "operatorname" => Function(ParseName()),
        "operatorname*" => LimitFunction(ParseName()),
        "mathrm" or "rm" => ParseUpright(),
        "mathit" or "mathnormal" => ParseArgument(),
        "mathbf" or "bf" => ParseAlphabet(MathAlphabet.Bold),
        "boldsymbol" or "bm" => ParseAlphabet(MathAlphabet.BoldItalic),
        "mathcal" or "mathscr" => ParseAlphabet(MathAlphabet.Script),
        "mathbb" => ParseAlphabet(MathAlphabet.DoubleStruck),
        "mathfrak" => ParseAlphabet(MathAlphabet.Fraktur),
        "mathsf" => ParseAlphabet(MathAlphabet.SansSerif),
        "mathtt" => ParseAlphabet(MathAlphabet.Typewriter),
        "overset" or "stackrel" => ParseStacked("mover"),
        "underset" => ParseStacked("munder"),
        "substack" => ParseSubstack(),
        "phantom" => Element("mphantom", ParseArgument()),
        "boxed" => Element("mrow", new XAttribute("style", "border:1px solid;padding:0.3em"), ParseArgument()),
        "pmod" => Row([Space("1em"), Fence("("), Function("mod"), Space("0.3333em"), ParseArgument(), Fence(")")]),
        "bmod" => Operator("mod"),
        "not" => ParseNegated(),
        "tag" => ParseTag(),
        "label" => Skip(_lexer.ReadRawGroup()),
        _ => Unknown("\\" + name),
    };

    private XElement ParseAccent(string name, string symbol)
    {
        var stretchy = WideAccents.Contains(name) ? "true" : "false";
        var accent = name == "overbrace" ? null : new XAttribute("accent", "true");
        return Element("mover", accent, ParseArgument(), Element("mo", new XAttribute("stretchy", stretchy), symbol));
    }

    private XElement ParseSized(string size)
    {
        var (fence, known) = ReadDelimiter();
        return known
            ? Element("mo", new XAttribute("fence", "false"), new XAttribute("stretchy", "true"),
                new XAttribute("minsize", size), new XAttribute("maxsize", size),
                new XAttribute("lspace", "0"), new XAttribute("rspace", "0"), fence)
            : Unknown(fence);
    }

    private XElement ParseRoot()
    {
        if (!_lexer.Peek().IsSymbol("["))
            return Element("msqrt", ParseArgument());
        _lexer.Next();
        var index = Row(ParseRow(token => token.IsSymbol("]")));
        _lexer.Next();
        return Element("mroot", ParseArgument(), index);
    }

    private XElement ParseFenced()
    {
        var row = new List<XElement>();
        AddDelimiter(row);
        row.AddRange(ParseRow());
        while (_lexer.Peek().IsCommand("middle"))
        {
            _lexer.Next();
            AddDelimiter(row);
            row.AddRange(ParseRow());
        }
        var token = _lexer.Next();
        if (token.IsCommand("right"))
            AddDelimiter(row);
        else
            row.Add(Unexpected(token, "\\right"));
        return Element("mrow", row);
    }

    private void AddDelimiter(List<XElement> row)
    {
        var (fence, known) = ReadDelimiter();
        if (!known)
            row.Add(Unknown(fence));
        else if (fence != ".")
            row.Add(Fence(fence, stretchy: true));
    }

    private (string Text, bool Known) ReadDelimiter()
    {
        var token = _lexer.Next();
        return token.Kind switch
        {
            LatexKind.Command when Fences.TryGetValue(token.Text, out var fence) => (fence, true),
            LatexKind.Symbol when token.Text is "(" or ")" or "[" or "]" or "|" or "." or "/" => (token.Text, true),
            LatexKind.Symbol when token.Text == "<" => ("⟨", true),
            LatexKind.Symbol when token.Text == ">" => ("⟩", true),
            LatexKind.Command => ("\\" + token.Text, false),
            _ => (token.Text, false),
        };
    }

    private XElement ParseEnvironment()
    {
        var name = _lexer.ReadRawGroup() ?? "";
        var columns = name == "array" ? _lexer.ReadRawGroup() ?? "" : "";
        var environment = LatexEnvironment.Find(name, columns);
        if (environment is null)
            _problems.Add($"unknown environment {name}");
        var rows = ParseTableRows();
        var end = _lexer.Next();
        if (!end.IsCommand("end"))
            return Unexpected(end, $"\\end{{{name}}}");
        var closed = _lexer.ReadRawGroup();
        if (closed != name)
            _problems.Add($"\\begin{{{name}}} is ended by \\end{{{closed}}}");
        return (environment ?? LatexEnvironment.Plain).Build(rows);
    }

    private List<List<XElement>> ParseTableRows()
    {
        List<List<XElement>> rows = [[]];
        while (true)
        {
            rows[^1].Add(Row(ParseRow()));
            var token = _lexer.Peek();
            if (token.IsSymbol("&"))
            {
                _lexer.Next();
            }
            else if (token.IsCommand("\\") || token.IsCommand("cr"))
            {
                _lexer.Next();
                SkipRowGap();
                rows.Add([]);
            }
            else
            {
                break;
            }
        }
        // A line break before \end makes no row.
        if (rows.Count > 1 && rows[^1].Count == 1 && !rows[^1][0].HasElements && rows[^1][0].Value.Length == 0)
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private void SkipRowGap()
    {
        if (!_lexer.StartsRowGap())
            return;
        while (_lexer.Next() is var token && !token.IsSymbol("]") && token.Kind != LatexKind.End)
        {
        }
    }

    private XElement ParseText(Func<string, string> alphabet)
    {
        if (_lexer.ReadRawGroup() is not { } text)
            return ParseArgument();
        // mtext drops blanks at its ends.
        text = text.Replace("\\_", "_", StringComparison.Ordinal).Replace("\\%", "%", StringComparison.Ordinal)
            .Replace("\\&", "&", StringComparison.Ordinal).Replace("\\$", "$", StringComparison.Ordinal);
        return Element("mtext", alphabet(text).Replace(' ', '\u00A0'));
    }

    private string ParseName() => (_lexer.ReadRawGroup() ?? "")
        .Replace("\\,", "\u2009", StringComparison.Ordinal).Replace("\\ ", "\u00A0", StringComparison.Ordinal)
        .Replace("~", "\u00A0", StringComparison.Ordinal);

    private XElement ParseUpright()
    {
        var argument = ParseArgument();
        if (argument.DescendantsAndSelf().All(part => part.Name.LocalName is "mi" or "mn" or "mrow"))
            return Element("mi", new XAttribute("mathvariant", "normal"), argument.Value);
        foreach (var letter in argument.DescendantsAndSelf(LatexToMathML.Namespace + "mi"))
            letter.SetAttributeValue("mathvariant", "normal");
        return argument;
    }

    private XElement ParseAlphabet(MathAlphabet alphabet)
    {
        var argument = ParseArgument();
        foreach (var part in argument.DescendantsAndSelf().Where(part => part.Name.LocalName is "mi" or "mn").ToList())
        {
            part.Value = alphabet.Map(part.Value);
            if (part.Name.LocalName == "mi")
                part.SetAttributeValue("mathvariant", "normal");
        }
        return argument;
    }

    private XElement ParseStacked(string element)
    {
        var script = ParseArgument();
        return Element(element, ParseArgument(), script);
    }

    private XElement ParseSubstack()
    {
        _lexer.Next();
        var rows = ParseTableRows();
        var token = _lexer.Next();
        return token.IsSymbol("}") ? LatexEnvironment.Plain.Build(rows) : Unexpected(token, "}");
    }

    private XElement ParseNegated()
    {
        var negated = ParseArgument();
        negated.Value += '\u0338';
        return negated;
    }

    private XElement ParseTag() => Row([Space("2em"), Element("mtext", $"({_lexer.ReadRawGroup()})")]);

    private static XElement? Skip(string? _) => null;

    private XElement Unknown(string text)
    {
        _problems.Add($"unknown command {text}");
        return Element("mtext", text);
    }

    private XElement Unexpected(LatexToken token, string expected = "")
    {
        var found = token.Kind switch
        {
            LatexKind.End => "the end",
            LatexKind.Command => "\\" + token.Text,
            _ => token.Text,
        };
        _problems.Add(expected.Length > 0 ? $"{expected} expected, {found} found" : $"{found} without its beginning");
        return Element("mtext", token.Kind == LatexKind.End ? "" : found);
    }

    private static XElement Operator(string text) =>
        text == ":" ? Element("mo", new XAttribute("lspace", "0.2778em"), new XAttribute("rspace", "0.2778em"), text)
        : Element("mo", text);

    private static XElement Function(string name) => name.Length == 1
        ? Element("mi", new XAttribute("mathvariant", "normal"), name)
        : Element("mo", new XAttribute("lspace", "0.1667em"), new XAttribute("rspace", "0.1667em"), name);

    private static XElement LimitFunction(string name) => Element("mo",
        new XAttribute("movablelimits", "true"), new XAttribute("lspace", "0.1667em"), new XAttribute("rspace", "0.1667em"),
        name switch
        {
            "argmax" => "arg\u2009max",
            "argmin" => "arg\u2009min",
            "limsup" => "lim\u2009sup",
            "liminf" => "lim\u2009inf",
            _ => name,
        });

    private static XElement Fence(string text, bool stretchy = false) => Element("mo",
        new XAttribute("fence", "true"), new XAttribute("stretchy", stretchy ? "true" : "false"), text);

    // Left, right or between: a bar in running text takes no space of its own.
    private static XElement Bar(string text) => Element("mo",
        new XAttribute("stretchy", "false"), new XAttribute("lspace", "0.0556em"), new XAttribute("rspace", "0.0556em"), text);

    private static XElement Space(string width) => Element("mspace", new XAttribute("width", width));

    private static XElement Styled(string display, XElement content) =>
        Element("mstyle", new XAttribute("displaystyle", display), content);

    private static XElement Row(List<XElement> row) => row.Count == 1 ? row[0] : Element("mrow", row);

    private static XElement Element(string name, params object?[] content) => new(LatexToMathML.Namespace + name, content);
}
