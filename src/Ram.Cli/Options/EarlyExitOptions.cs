using System.CommandLine.Parsing;
using System.Globalization;

namespace Ram.Cli.Options;

/// <summary>Options to stop looking when a model is sure.</summary>
internal sealed class EarlyExitOptions : OptionSet
{
    private const string Name = "--stop-when-sure";

    /// <summary>The thresholds, or none for the usual ones.</summary>
    public Option<double[]?> Thresholds { get; } = new(Name)
    {
        Description = "Also count the errors after each glimpse, and when looking stops at a class probability of P,P,…, "
            + "above 0 and up to 1; default: a few, and of a task the least that costs no error on its validation images",
        HelpName = "P,…",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = Parse,
    };

    /// <summary>Where the curve goes.</summary>
    public Option<string?> Figure { get; } = FileOption.Of(
        "--figure", $"With {Name}: receives a figure of the error over the glimpses used", "SVG");

    /// <summary>Throws when the options do not fit others.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">The options of other rollouts than deterministic ones from the centre.</param>
    /// <exception cref="UsageException">Says why.</exception>
    public void Check(ParseResult parsed, params Option[] others)
    {
        bool given = parsed.GetResult(Thresholds) is not null;
        if (parsed.GetValue(Figure) is not null && !given)
            throw new UsageException($"{Figure.Name} is given without {Name}, whose curve it shows.");
        if (given && others.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } other)
            throw new UsageException(
                $"{Name} and {other.Name} are both given; {Name} is for deterministic rollouts from the centre.");
    }

    /// <summary>What the model says of images after each glimpse, and the thresholds; null if it is not asked for.</summary>
    /// <param name="terminal">Hears of a model that was not trained for it.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images.</param>
    /// <param name="validation">Images to choose a threshold on; null for none.</param>
    public (EarlyExit Answers, double[] Thresholds)? Measure(
        Terminal terminal, ParseResult parsed, RecurrentAttentionModel model, LabelledImages examples,
        Func<LabelledImages>? validation)
    {
        if (parsed.GetResult(Thresholds) is null)
            return null;
        if (!model.Options.ClassifyEveryGlimpse)
            terminal.Note(
                $"The model was trained to name the class after its last glimpse only; earlier answers mean nothing.");
        if (parsed.GetValue(Thresholds) is { Length: > 0 } given)
            return (EarlyExit.Of(model, examples), given);
        double? least = validation is null ? null : EarlyExit.Of(model, validation()).LeastThreshold();
        return (EarlyExit.Of(model, examples), [.. EarlyExit.UsualThresholds.Append(least ?? 1).Distinct().Order()]);
    }

    private static double[]? Parse(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
            return null;
        string found = result.Tokens[0].Value;
        double[] thresholds = [.. found.Split(',').Select(text => double.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        if (!thresholds.All(value => value is > 0 and <= 1))
            result.AddError(
                $"{Name} is {found}; allowed: numbers above 0 and up to 1 with commas between, such as 0.9,0.99.");
        return thresholds;
    }
}
