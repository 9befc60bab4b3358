namespace Ram.Data;

/// <summary>
/// One way to write a digit: points in a box of height 1 (x to the right, y down), and strokes that are smooth curves
/// through them. Strokes that meet share a point, so that they still meet when the points wobble; a stroke that ends
/// where it began is a closed curve.
/// </summary>
internal sealed class DigitShape
{
    /// <summary>The most points of any shape, which sizes the generator's workspace.</summary>
    public const int MaxPoints = 16;

    private DigitShape(int digit, (float X, float Y)[] points, int[][] strokes)
    {
        if (points.Length > MaxPoints)
            throw new ArgumentException($"A shape of {digit} has {points.Length} points, more than {MaxPoints}.");
        (Digit, Points, Strokes) = (digit, points, strokes);
    }

    /// <summary>The class, 0 to 9.</summary>
    public int Digit { get; }

    /// <summary>What the pen passes through.</summary>
    public (float X, float Y)[] Points { get; }

    /// <summary>The points of each stroke, in the order of the pen.</summary>
    public int[][] Strokes { get; }

    /// <summary>The shapes of each digit.</summary>
    public static DigitShape[][] All { get; } =
    [
        [
            new(0, [(.32f, 0), (.06f, .24f), (.04f, .74f), (.28f, 1), (.55f, .76f), (.57f, .26f)],
                [[0, 1, 2, 3, 4, 5, 0]]),
            new(0, [(.42f, .02f), (.1f, .2f), (.03f, .72f), (.28f, 1), (.55f, .74f), (.54f, .2f), (.24f, .04f)],
                [[0, 1, 2, 3, 4, 5, 6]]),
        ],
        [
            new(1, [(.3f, 0), (.3f, .33f), (.3f, .67f), (.3f, 1)], [[0, 1, 2, 3]]),
            new(1, [(.1f, .2f), (.3f, 0), (.3f, .5f), (.3f, 1)], [[0, 1], [1, 2, 3]]),
            new(1, [(.1f, .2f), (.3f, 0), (.3f, .5f), (.3f, 1), (.06f, 1), (.54f, 1)], [[0, 1], [1, 2, 3], [4, 3, 5]]),
        ],
        [
            new(2, [(.03f, .24f), (.13f, .06f), (.32f, 0), (.54f, .12f), (.54f, .34f), (.32f, .64f), (0, 1),
                (.3f, .97f), (.62f, .97f)], [[0, 1, 2, 3, 4, 5, 6], [6, 7, 8]]),
            new(2, [(.06f, .18f), (.3f, 0), (.52f, .14f), (.48f, .42f), (.26f, .78f), (.08f, .97f), (0, .86f),
                (.14f, .8f), (.34f, .94f), (.62f, .95f)], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]),
        ],
        [
            new(3, [(.04f, .12f), (.26f, 0), (.5f, .1f), (.48f, .33f), (.22f, .46f), (.52f, .58f), (.58f, .8f),
                (.38f, .98f), (.16f, 1), (0, .88f)], [[0, 1, 2, 3, 4], [4, 5, 6, 7, 8, 9]]),
            new(3, [(.04f, .02f), (.55f, .02f), (.26f, .4f), (.5f, .5f), (.57f, .74f), (.38f, .97f), (.02f, .92f)],
                [[0, 1], [1, 2], [2, 3, 4, 5, 6]]),
        ],
        [
            new(4, [(.1f, .02f), (.08f, .28f), (.03f, .56f), (.3f, .55f), (.62f, .5f), (.46f, .08f), (.46f, .5f),
                (.43f, 1)], [[0, 1, 2], [2, 3, 4], [5, 6, 7]]),
            new(4, [(.44f, 0), (.2f, .36f), (0, .66f), (.3f, .67f), (.64f, .66f), (.44f, .5f), (.43f, 1)],
                [[0, 1, 2], [2, 3, 4], [0, 5, 6]]),
            new(4, [(.06f, .03f), (.02f, .32f), (.2f, .48f), (.46f, .38f), (.52f, .02f), (.47f, .5f), (.42f, 1)],
                [[0, 1, 2, 3], [4, 3, 5, 6]]),
        ],
        [
            new(5, [(.57f, .01f), (.32f, .02f), (.12f, .03f), (.08f, .42f), (.34f, .37f), (.56f, .54f), (.52f, .84f),
                (.26f, 1), (0, .9f)], [[0, 1, 2], [2, 3], [3, 4, 5, 6, 7, 8]]),
            new(5, [(.6f, .01f), (.3f, .02f), (.11f, .18f), (.17f, .4f), (.42f, .54f), (.5f, .78f), (.32f, .97f),
                (.02f, .94f)], [[0, 1, 2, 3, 4, 5, 6, 7]]),
        ],
        [
            new(6, [(.46f, 0), (.2f, .2f), (.04f, .5f), (.05f, .82f), (.27f, 1), (.5f, .88f), (.52f, .66f),
                (.34f, .53f), (.14f, .62f), (.05f, .8f)], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]),
            new(6, [(.24f, 0), (.1f, .3f), (.03f, .65f), (.12f, .95f), (.38f, .97f), (.5f, .8f), (.36f, .64f),
                (.06f, .76f)], [[0, 1, 2, 3, 4, 5, 6, 7]]),
        ],
        [
            new(7, [(0, .05f), (.3f, .04f), (.58f, .02f), (.4f, .4f), (.26f, 1)], [[0, 1, 2], [2, 3, 4]]),
            new(7, [(0, .05f), (.3f, .04f), (.58f, .02f), (.4f, .45f), (.24f, 1), (.14f, .52f), (.58f, .48f)],
                [[0, 1, 2], [2, 3, 4], [5, 6]]),
            new(7, [(0, .22f), (.06f, .04f), (.34f, .05f), (.6f, .03f), (.38f, .45f), (.3f, 1)],
                [[0, 1], [1, 2, 3], [3, 4, 5]]),
        ],
        [
            new(8, [(.5f, .12f), (.28f, 0), (.08f, .13f), (.14f, .34f), (.33f, .49f), (.52f, .66f), (.53f, .88f),
                (.28f, 1), (.04f, .88f), (.09f, .66f), (.31f, .46f), (.48f, .32f)],
                [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]]),
            new(8, [(.3f, .47f), (.1f, .36f), (.1f, .1f), (.3f, 0), (.5f, .11f), (.49f, .36f), (.55f, .64f),
                (.53f, .88f), (.3f, 1), (.06f, .88f), (.04f, .64f)],
                [[0, 1, 2, 3, 4, 5, 0], [0, 6, 7, 8, 9, 10, 0]]),
        ],
        [
            new(9, [(.5f, .16f), (.3f, 0), (.08f, .1f), (.03f, .34f), (.2f, .49f), (.42f, .4f), (.52f, .55f),
                (.44f, 1)], [[0, 1, 2, 3, 4, 5, 0], [0, 6, 7]]),
            new(9, [(.5f, .16f), (.3f, 0), (.08f, .12f), (.05f, .36f), (.24f, .48f), (.45f, .36f), (.53f, .62f),
                (.38f, .95f), (.08f, .94f)], [[0, 1, 2, 3, 4, 5, 0], [0, 6, 7, 8]]),
        ],
    ];
}
