namespace Ram.Numerics;

/// <summary>
/// A counter-based random stream: its numbers are a pure function of (seed, purpose, step, rollout), so that no two
/// threads share a state and any rollout can be replayed alone.
/// </summary>
/// <remarks>
/// Philox 4x32 with ten rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011). The seed is the
/// key; the counter is (block, rollout, step, purpose). A stream holds 2^34 numbers of 32 bits.
/// </remarks>
/// <example><code>
/// var random = new RandomStream(seed: 1, StreamPurpose.Data, step: 0, rollout: 7);
/// double uniform = random.NextDouble(-1, 1);
/// (double first, double second) = random.NextNormals();
/// </code></example>
public struct RandomStream
{
    private readonly uint _key0, _key1, _rollout, _step, _purpose;
    private uint _block;
    private int _left;
    private uint _word0, _word1, _word2, _word3;

    /// <summary>Opens the stream of one purpose, step and rollout.</summary>
    /// <param name="seed">The seed of the whole run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="step">The update, epoch or parameter that the stream belongs to.</param>
    /// <param name="rollout">The rollout, image or game within the step.</param>
    public RandomStream(ulong seed, StreamPurpose purpose, long step = 0, long rollout = 0)
    {
        (_key0, _key1) = ((uint)seed, (uint)(seed >> 32));
        // The high halves of step and rollout share the purpose's word, which needs only eight bits.
        _purpose = (uint)purpose | ((uint)(step >> 32) << 8) | ((uint)(rollout >> 32) << 20);
        (_step, _rollout) = ((uint)step, (uint)rollout);
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_left == 0)
            NextBlock();
        return _left-- switch { 4 => _word0, 3 => _word1, 2 => _word2, _ => _word3 };
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32();
        return ((high << 21) | (NextUInt32() >> 11)) * (1.0 / (1UL << 53));
    }

    /// <summary>A uniform number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A uniform whole number in [0, <paramref name="count"/>), without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="count"/> is not positive.</exception>
    public int NextInt32(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        uint threshold = (uint)(-count) % (uint)count;
        while (true)
        {
            ulong product = (ulong)NextUInt32() * (uint)count;
            if ((uint)product >= threshold)
                return (int)(product >> 32);
        }
    }

    /// <summary>Two independent standard normals, made in double precision (Box and Muller).</summary>
    public (double First, double Second) NextNormals()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * NextDouble());
        return (radius * cos, radius * sin);
    }

    private void NextBlock()
    {
        uint c0 = _block++, c1 = _rollout, c2 = _step, c3 = _purpose;
        uint k0 = _key0, k1 = _key1;
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        (_word0, _word1, _word2, _word3, _left) = (c0, c1, c2, c3, 4);
    }
}

/// <summary>What a random stream is drawn for. Streams of different purposes never share a number.</summary>
public enum StreamPurpose
{
    /// <summary>Initial weights; the step is the parameter's place in the model.</summary>
    Initialisation = 1,
    /// <summary>The order of the training images; the step is the epoch.</summary>
    Shuffling = 2,
    /// <summary>Making images: where a digit or a piece of clutter goes, how a stroke wobbles.</summary>
    Data = 3,
    /// <summary>The first location of a rollout; with random glimpses, all of its locations.</summary>
    FirstLocation = 4,
    /// <summary>The normals of the location policy.</summary>
    Location = 5,
    /// <summary>The actions sampled in a game.</summary>
    Action = 6,
    /// <summary>Stochastic rollouts on validation and test images.</summary>
    Validation = 7,
    /// <summary>The settings tried by random search.</summary>
    Search = 8,
    /// <summary>Games to train on; the step is the update.</summary>
    Game = 9,
    /// <summary>Games that the best weights are chosen on.</summary>
    ValidationGame = 10,
    /// <summary>Games that a result is reported on.</summary>
    TestGame = 11,
    /// <summary>The actions of a player that moves at random.</summary>
    RandomAction = 12,
    /// <summary>A gaze that is drawn uniformly, beside which an agent's is judged.</summary>
    RandomGaze = 13,
}
