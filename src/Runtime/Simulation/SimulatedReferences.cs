namespace BpfSharp.Simulation;

/// <summary>References to objects of the kernel's: those that elements of simulated maps keep, by the address of the field, and how many there are of each object.</summary>
internal sealed class SimulatedReferences
{
    private readonly Lock _gate = new();
    private readonly Dictionary<nint, nint> _kept = [];
    private readonly Dictionary<nint, int> _counts = [];

    public nint At(nint field)
    {
        lock (_gate)
            return _kept.GetValueOrDefault(field);
    }

    /// <summary>Puts an object into a field, without counting anew, and gives what was there.</summary>
    public nint Exchange(nint field, nint value)
    {
        lock (_gate)
        {
            _kept.Remove(field, out nint old);
            if (value != 0)
                _kept[field] = value;
            return old;
        }
    }

    public nint Acquire(nint value)
    {
        if (value != 0)
        {
            lock (_gate)
                _counts[value] = _counts.GetValueOrDefault(value) + 1;
        }

        return value;
    }

    public void Release(nint value)
    {
        lock (_gate)
        {
            int left = _counts.GetValueOrDefault(value) - 1;
            if (left > 0)
                _counts[value] = left;
            else
                _counts.Remove(value);
        }
    }

    public int Count(nint value)
    {
        lock (_gate)
            return _counts.GetValueOrDefault(value);
    }

    /// <summary>Gives back what is kept in memory that becomes another element's.</summary>
    public void Forget(nint start, int size)
    {
        lock (_gate)
        {
            if (_kept.Count == 0)
                return;
            foreach ((nint field, nint value) in _kept)
            {
                if (field < start || field >= start + size)
                    continue;
                _kept.Remove(field);
                Release(value);
            }
        }
    }
}

/// <summary>A reference that a program owns.</summary>
internal sealed class SimulatedReference(SimulatedReferences references)
{
    public nint Address { get; set; }

    /// <summary>Hands the object over to who asks.</summary>
    public nint Leave()
    {
        nint address = Address;
        Address = 0;
        return address;
    }

    public void Release()
    {
        if (Leave() is not 0 and var address)
            references.Release(address);
    }
}
