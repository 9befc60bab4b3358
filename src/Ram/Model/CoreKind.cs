namespace Ram.Model;

/// <summary>The recurrence of the core network.</summary>
public enum CoreKind
{
    /// <summary>h_t = ReLU(Linear(g_t) + Linear(h_{t-1})), the paper's core for images.</summary>
    Rectifier,

    /// <summary>A long short-term memory, the paper's core for the game of Catch.</summary>
    Lstm,
}
