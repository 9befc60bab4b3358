namespace Ram.Cli;

/// <summary>A model and a training that fit images of any size.</summary>
internal static class OwnRecipe
{
    /// <summary>Images up to this side are looked at like MNIST's, larger ones like the paper's canvases.</summary>
    private const int SmallSide = 32;

    /// <summary>The widest patch covers so much of the longer side, or more.</summary>
    private const double Reach = 0.6;

    /// <summary>Rollouts after which a model of this size has learned most of what it will.</summary>
    private const int Rollouts = 1_500_000;

    private const int FewestEpochs = 30, MostEpochs = 300, Patience = 10, ImagesAValidation = 5_000, SmallSet = 5_000;

    private const double LeastStd = 0.05;

    /// <summary>
    /// A recipe whose glimpses together can see most of an image, and whose patience ends the training when the validation
    /// error has not fallen for long. Pixels are brought to mean 0 and standard deviation 1.
    /// </summary>
    /// <param name="train">The images to train on.</param>
    public static Recipe For(LabelledImages train)
    {
        int shorter = Math.Min(train.Width, train.Height), longer = Math.Max(train.Width, train.Height);
        Recipe like = Recipe.Find("ours", longer <= SmallSide ? "mnist" : "cluttered-60");
        int patchSize = Math.Min(like.Model.PatchSize, shorter), patches = 1;
        while (longer > SmallSide && patchSize << (patches - 1) < Reach * longer)
            patches++;
        (double mean, double std) = MeanAndStd(train.Images.Pixels);
        return new Recipe(
            like.Model with
            {
                PatchSize = patchSize,
                Patches = patches,
                UnitWidth = 1,
                Std = like.Model.Std * like.Model.UnitWidth,
                InputMean = mean,
                InputStd = std,
            },
            like.Training with
            {
                Epochs = Math.Clamp(Rollouts / train.Count, FewestEpochs, MostEpochs),
                Batch = train.Count < SmallSet ? 32 : like.Training.Batch,
                ValidateEvery = Math.Clamp(ImagesAValidation / train.Count, 1, 10),
                Patience = Patience,
            });
    }

    /// <summary>What was chosen, and what is doubtful about it, a line each.</summary>
    public static IEnumerable<string> Notes(Recipe recipe, LabelledImages images)
    {
        RamOptions model = recipe.Model;
        int longer = Math.Max(images.Width, images.Height);
        double widest = Math.Round(model.PatchSize * Math.Pow(model.Scale, model.Patches - 1));
        string patches = model.Patches == 1 ? "" : $" at {model.Patches} scales, the widest {widest} pixels";
        string glimpses = model.Glimpses == 1 ? "1 glimpse" : $"{model.Glimpses} glimpses";
        yield return $"{glimpses} of {model.PatchSize}x{model.PatchSize} pixels{patches}; "
            + $"at most {recipe.Training.Epochs} epochs, fewer when the validation error no longer falls.";
        if (model.PatchSize >= longer)
            yield return $"A patch of {model.PatchSize} pixels covers the whole image, so that there is nowhere to look; "
                + "choose a smaller --patch-size.";
        else if (widest < longer / 4.0)
            yield return $"The widest patch sees {widest} of {longer} pixels, so that a glimpse gives little hint where to "
                + "look next; choose more --patches.";
    }

    private static (double Mean, double Std) MeanAndStd(byte[] pixels)
    {
        double mean = pixels.Average(pixel => pixel / 255.0);
        double variance = pixels.Average(pixel => (pixel / 255.0 - mean) * (pixel / 255.0 - mean));
        return (Math.Round(mean, 3), Math.Max(LeastStd, Math.Round(Math.Sqrt(variance), 3)));
    }
}
