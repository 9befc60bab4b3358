namespace Ram.Networks;

/// <summary>The recurrent weights with which a rectifier core begins. An LSTM begins at random all the same.</summary>
public enum CoreStart
{
    /// <summary>Uniform in ±1/√inputs, like all others.</summary>
    Random,

    /// <summary>h_{t-1} is passed on as it is (Le, Jaitly and Hinton 2015).</summary>
    Identity,

    /// <summary>
    /// h_{t-1} is passed on shifted by one unit. So the traces of the glimpses lie side by side in the memory and not on
    /// top of each other, and the location network, the same after every glimpse, reads each of them anew.
    /// </summary>
    ShiftedIdentity,
}
