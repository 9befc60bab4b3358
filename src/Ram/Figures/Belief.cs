using System.Globalization;
using Ram.Figures.Rendering;
using Ram.Model;

namespace Ram.Figures;

/// <summary>What a model believed after each glimpse.</summary>
public static class Belief
{
    private const int MostColumns = 4;

    /// <summary>Bars over the classes, a panel for each glimpse.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="label">The image's class, if known.</param>
    public static Figure Of(Rollout rollout, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        int glimpses = rollout.Options.Glimpses;
        int columns = glimpses <= MostColumns ? glimpses : glimpses % 4 == 0 ? 4 : 3;
        var panels = new List<Panel>();
        for (int t = 0; t < glimpses; t++)
        {
            panels.Add(new Panel
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"After glimpse {t + 1}"),
                Marks = [Shared.BeliefBars(rollout.Probabilities.Row(t), label)],
                X = Shared.ClassAxis(rollout.Options.Classes),
                Y = new Axis { Min = 0, Max = 1, Visible = true },
                Width = 150,
                Height = 84,
            });
        }
        string answer = label is null
            ? "Blue: the most probable class."
            : $"The class is {label}. Green: the most probable class, and right; vermilion: the most probable class, and wrong.";
        return new Figure
        {
            Title = "Probability of each class after each glimpse",
            AltText = $"Bars of the probability of {rollout.Options.Classes} classes after each of {glimpses} glimpses; the last says {Shared.Outcome(rollout, label)}.",
            Caption = $"{answer} {Shared.BeliefCaption(rollout.Options)}",
            Panels = panels,
            Columns = columns,
        };
    }
}
