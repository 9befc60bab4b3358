using Ram.Numerics;

namespace Ram.Model;

/// <summary>Some images taken through a classifier, on memory allocated once. One thread at a time runs it.</summary>
internal interface IEvaluationPass
{
    /// <summary>Classifies the images.</summary>
    /// <param name="images">What is looked at.</param>
    /// <param name="first">The number of the first one within its set.</param>
    /// <param name="sample">The number of the look, where several random ones are averaged.</param>
    /// <returns>The class probabilities, <c>[images, classes]</c>, until the next run.</returns>
    Matrix Run(ImageRows images, int first, int sample);
}
