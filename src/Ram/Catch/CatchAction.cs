namespace Ram.Catch;

/// <summary>What the paddle does in a frame. The values are the classes of the agent's action network.</summary>
public enum CatchAction
{
    /// <summary>One pixel to the left, unless it is at the side.</summary>
    Left,

    /// <summary>Nothing.</summary>
    Stay,

    /// <summary>One pixel to the right, unless it is at the side.</summary>
    Right,
}
