namespace Ram.Model;

/// <summary>How much better rollouts became than was expected before each of their decisions.</summary>
internal static class Advantage
{
    /// <summary>
    /// A_t = Σ_{k ≥ t} κ^(k-t) (b_{k+1} - b_k), the last b being R. With κ = 1 it is R - b_t, as in the paper; with less,
    /// what later decisions do to the return counts less for earlier ones.
    /// </summary>
    /// <param name="values">b, decision by decision, <c>[decisions x rollouts]</c>; receives A.</param>
    /// <param name="returns">R, <c>[rollouts]</c>.</param>
    /// <param name="trace">κ, 0 to 1.</param>
    public static void Replace(Span<float> values, ReadOnlySpan<float> returns, double trace)
    {
        for (int rollout = 0; rollout < returns.Length; rollout++)
        {
            float next = returns[rollout], advantage = 0;
            for (int at = values.Length - returns.Length + rollout; at >= 0; at -= returns.Length)
            {
                advantage = next - values[at] + (float)trace * advantage;
                (next, values[at]) = (values[at], advantage);
            }
        }
    }
}
