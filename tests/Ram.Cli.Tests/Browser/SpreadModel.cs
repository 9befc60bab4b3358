using Ram.Model;
using Ram.Numerics;

namespace Ram.Cli.Tests.Browser;

/// <summary>A model that has learned nothing but looks about.</summary>
internal static class SpreadModel
{
    // Initial weights keep every mean within a few hundredths of the centre.
    private const float Enlargement = 12;

    public static RecurrentAttentionModel Make()
    {
        var model = new RecurrentAttentionModel(new RamOptions());
        Matrix weights = model.Location.Linear.Weight.Value;
        for (int row = 0; row < weights.Rows; row++)
            for (int column = 0; column < weights.Columns; column++)
                weights[row, column] *= Enlargement;
        model.Pack();
        return model;
    }
}
