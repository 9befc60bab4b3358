using Ram.Data;
using Ram.Model;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Experiments;

/// <summary>A model and a training that fit images of any size.</summary>
/// <remarks>
/// The defaults were chosen by validation errors on coloured shapes of 64x48 pixels and on 5,000 digits of 28x28. After
/// as many rollouts, 8.4% of the digits were wrong by the recipe for MNIST with one patch, 5.2% by the one for clutter,
/// which judges a decision by the next glimpses, and 2.3% with a second, coarse patch.
/// </remarks>
/// <example><code>
/// (LabelledImages train, LabelledImages validation) = ImageFolder.Load("pictures").Split(0.15, seed: 1);
/// Recipe recipe = OwnRecipe.For(train);
/// var trainer = new Trainer(recipe.NewModel(), recipe.Prepare(train), validation, recipe.Training);
/// foreach (EpochLog epoch in trainer.Run())
///     Console.WriteLine(epoch);
/// </code></example>
public static class OwnRecipe
{
    private const int SmallSide = 32; // up to this side images are read in smaller patches and fewer glimpses
    private const double Reach = 0.55; // the widest patch covers so much of the longer side, or more
    private const int Rollouts = 300_000; // after these a model has learned most of what it will, in about a minute
    private const int FewestEpochs = 30, MostEpochs = 300, Validations = 50, Patience = 15;
    private const double LeastStd = 0.05, Stretch = 0.1, Skew = 0.1, Shift = 0.06;

    /// <summary>
    /// A recipe whose glimpses together can see most of an image, and whose patience ends the training when the
    /// validation error has not fallen for long. Pixels are brought to mean 0 and standard deviation 1, and images are
    /// stretched, slanted and moved a little in training.
    /// </summary>
    /// <param name="train">The images to train on.</param>
    public static Recipe For(LabelledImages train)
    {
        var like = Recipe.Find("ours", "cluttered-60");
        int shorter = Math.Min(train.Width, train.Height), longer = Math.Max(train.Width, train.Height);
        bool isSmall = longer <= SmallSide;
        int patchSize = Math.Min(isSmall ? 8 : like.Model.PatchSize, shorter), patches = 1;
        while (patchSize << (patches - 1) < Reach * longer)
            patches++;
        (double mean, double std) = MeanAndStd(train.Images.Pixels);
        int epochs = Math.Clamp(Rollouts / train.Count, FewestEpochs, MostEpochs);
        RamOptions model = like.Model with
        {
            PatchSize = patchSize,
            Patches = patches,
            Glimpses = isSmall ? 6 : like.Model.Glimpses,
            Channels = train.Channels,
            Classes = train.Classes,
            InputMean = mean,
            InputStd = std,
            UnitWidth = 1,
            Std = like.Model.Std * like.Model.UnitWidth,
        };
        TrainingOptions training = like.Training with
        {
            Epochs = epochs,
            Batch = 64,
            ShardRollouts = 32,
            ValidateEvery = Math.Max(1, epochs / Validations),
            Patience = Patience,
        };
        return new Recipe(model, training)
        {
            Distortion = new Distortion(Stretch, Skew, Math.Round(Shift * shorter), Wave: 0),
        };
    }

    /// <summary>What was chosen, and what is doubtful about it, a line each.</summary>
    /// <param name="recipe">The recipe, perhaps changed.</param>
    /// <param name="images">The images to train on.</param>
    public static IEnumerable<string> Notes(Recipe recipe, LabelledImages images)
    {
        RamOptions model = recipe.Model;
        int longer = Math.Max(images.Width, images.Height);
        double widest = Math.Round(model.PatchSize * Math.Pow(model.Scale, model.Patches - 1));
        string patches = model.Patches == 1 ? "" : $" at {model.Patches} scales, the widest {widest} pixels";
        string glimpses = model.Glimpses == 1 ? "1 glimpse" : $"{model.Glimpses} glimpses";
        string epochs = recipe.Training.Epochs == 1 ? "1 epoch"
            : $"at most {recipe.Training.Epochs} epochs, fewer when the validation error no longer falls";
        yield return Invariant($"{glimpses} of {model.PatchSize}x{model.PatchSize} pixels{patches}; {epochs}.");
        if (recipe.Distortion is Distortion distortion)
            yield return "In training, images are stretched and slanted by up to "
                + Invariant($"{100 * distortion.Stretch:0}% and moved by up to {distortion.Shift} pixels, afresh in ")
                + "every epoch.";
        if (model.PatchSize >= longer)
            yield return $"A patch of {model.PatchSize} pixels covers the whole image, so that there is nowhere to "
                + "look; choose a smaller patch size.";
        else if (widest < longer / 4.0)
            yield return $"The widest patch sees {widest} of {longer} pixels, so that a glimpse gives little hint where "
                + "to look next; choose more patches.";
    }

    private static (double Mean, double Std) MeanAndStd(byte[] pixels)
    {
        double mean = pixels.Average(pixel => pixel / 255.0);
        double variance = pixels.Average(pixel => (pixel / 255.0 - mean) * (pixel / 255.0 - mean));
        return (Math.Round(mean, 3), Math.Max(LeastStd, Math.Round(Math.Sqrt(variance), 3)));
    }
}
