using System.Globalization;
using Ram.Data;

namespace Ram.Training;

/// <summary>Which class was taken for which.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation;
/// var confusion = new ConfusionMatrix(Evaluation.Run(model, digits), digits);
/// Console.WriteLine($"{confusion[4, 9]} fours were taken for nines");
/// </code></example>
public sealed class ConfusionMatrix
{
    /// <summary>The most classes that are shown as a table, and the most confusions that are listed of more.</summary>
    private const int WidestTable = 20, MostListed = 10;

    private readonly int[,] _counts;

    /// <summary>Counts what a model said of the images that it was evaluated on.</summary>
    /// <exception cref="ArgumentException">When they are not as many as those of the evaluation.</exception>
    public ConfusionMatrix(Evaluation evaluation, LabelledImages examples)
    {
        if (evaluation.Images != examples.Count)
            throw new ArgumentException($"{evaluation.Images} predictions for {examples.Count} images.", nameof(examples));
        int classes = Math.Max(examples.Classes, evaluation.Predictions.Max() + 1);
        _counts = new int[classes, classes];
        foreach ((byte actual, byte predicted) in examples.Labels.Zip(evaluation.Predictions))
            _counts[actual, predicted]++;
        int unnamed = classes - examples.Classes;
        ClassNames = [.. examples.ClassNames, .. Enumerable.Range(examples.Classes, unnamed).Select(Invariant)];
    }

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    private IEnumerable<int> Labels => Enumerable.Range(0, ClassNames.Count);

    /// <summary>The images of class <paramref name="actual"/> of which the model said <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The counts, <c>[actual][predicted]</c>.</summary>
    public int[][] ToRows() =>
        [.. Labels.Select(actual => Labels.Select(predicted => this[actual, predicted]).ToArray())];

    /// <summary>A table, a row for each class and a column for what was said; of many classes the worst confusions.</summary>
    public override string ToString() => ClassNames.Count <= WidestTable ? Table() : List();

    private string Table()
    {
        string[][] rows =
        [
            ["", .. ClassNames],
            .. ToRows().Select((row, actual) => (string[])[ClassNames[actual], .. row.Select(Invariant)]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows.Length).Select(column => rows.Max(row => row[column].Length))];
        return string.Concat(rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))) + "\n"));
    }

    private string List() => string.Concat((
        from actual in Labels
        from predicted in Labels
        where actual != predicted && this[actual, predicted] > 0
        orderby this[actual, predicted] descending, actual, predicted
        select $"{Invariant(this[actual, predicted])} x {ClassNames[actual]} taken for {ClassNames[predicted]}\n")
        .Take(MostListed));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
