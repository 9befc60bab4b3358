using System.Globalization;
using Ram.Training;

namespace Ram.Figures;

/// <summary>A confusion matrix as a table.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation;
/// new ConfusionMatrix(Evaluation.Run(model, digits), digits).ToTable()
/// </code></example>
public static class ConfusionTable
{
    /// <summary>A row for each class and a column for what the model said; a dot stands for zero.</summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="title">What the table shows.</param>
    public static Table ToTable(
        this ConfusionMatrix confusion, string title = "A row for each class, a column for what the model said")
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return new Table(
            title,
            [new Column(""), .. confusion.ClassNames.Select(name => new Column(name, IsNumber: true))],
            [
                .. confusion.ToRows().Zip(
                    confusion.ClassNames, (row, name) => (string[])[name, .. row.Select(Count)]),
            ]);
    }

    private static string Count(int count) => count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);
}
