namespace Ram.Data;

/// <summary>
/// Labelled images to train on. Drawing one is a pure function of (epoch, index), safe on any thread: images made on
/// the fly are fresh in each epoch and the same again when a run is resumed.
/// </summary>
/// <example><code>
/// // Other examples as negatives.
/// public sealed record Negatives(IExamples Of) : IExamples
/// {
///     public int Count =&gt; Of.Count;
///     public int Channels =&gt; Of.Channels;
///     public int Height =&gt; Of.Height;
///     public int Width =&gt; Of.Width;
///     public int Classes =&gt; Of.Classes;
///     public int Draw(int epoch, int index, Span&lt;byte&gt; image)
///     {
///         int label = Of.Draw(epoch, index, image);
///         foreach (ref byte pixel in image)
///             pixel = (byte)~pixel;
///         return label;
///     }
/// }
/// </code></example>
public interface IExamples
{
    /// <summary>The images of one epoch.</summary>
    int Count { get; }

    /// <summary>1 for grey images, 3 for colour.</summary>
    int Channels { get; }

    /// <summary>The height in pixels.</summary>
    int Height { get; }

    /// <summary>The width in pixels.</summary>
    int Width { get; }

    /// <summary>The number of classes; labels are 0 to Classes - 1.</summary>
    int Classes { get; }

    /// <summary>Writes example <paramref name="index"/> of <paramref name="epoch"/> and returns its label.</summary>
    /// <param name="epoch">The pass over the examples, from 0.</param>
    /// <param name="index">The example, 0 to Count - 1.</param>
    /// <param name="image">Receives the pixels, <c>[channels, height, width]</c>; every byte is written.</param>
    int Draw(int epoch, int index, Span<byte> image);
}
