namespace BpfSharp;

public static unsafe partial class Bpf
{
    /// <summary>The most iterations of one <c>Bpf.Loop</c> (kernel/bpf/bpf_iter.c, BPF_MAX_LOOPS).</summary>
    public const int MaxLoopCount = 1 << 23;

    /// <summary>
    /// Calls a method once for each index from 0 (<c>bpf_loop</c>, kernel 5.17). The verifier looks at the body once, however often
    /// it runs, so a loop may be far longer than one written as a statement. What a lambda captures is captured by reference, as in C#.
    /// </summary>
    /// <param name="count">Number of iterations, at most <see cref="MaxLoopCount"/>.</param>
    /// <param name="body">A lambda, a local function or a method, given the index.</param>
    /// <returns>Number of iterations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or too large.</exception>
    public static int Loop(int count, Action<int> body)
    {
        for (int index = 0; index < Checked(count); index++)
            body(index);
        return count;
    }

    /// <summary>As <see cref="Loop(int, Action{int})"/>, until the body says that it is enough.</summary>
    /// <param name="count">Number of iterations, at most <see cref="MaxLoopCount"/>.</param>
    /// <param name="body">Returns whether to go on.</param>
    /// <returns>Number of iterations, the last one included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or too large.</exception>
    public static int Loop(int count, Func<int, bool> body)
    {
        for (int index = 0; index < Checked(count); index++)
        {
            if (!body(index))
                return index + 1;
        }

        return count;
    }

    /// <summary>As <see cref="Loop(int, Action{int})"/>, for a body that captures nothing.</summary>
    /// <typeparam name="TState">What the body works on.</typeparam>
    /// <param name="count">Number of iterations, at most <see cref="MaxLoopCount"/>.</param>
    /// <param name="state">Handed to the body by reference.</param>
    /// <param name="body">Given the index and the state.</param>
    /// <returns>Number of iterations.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or too large.</exception>
    public static int Loop<TState>(int count, ref TState state, LoopAction<TState> body)
    {
        for (int index = 0; index < Checked(count); index++)
            body(index, ref state);
        return count;
    }

    /// <summary>As <see cref="Loop(int, Func{int, bool})"/>, for a body that captures nothing.</summary>
    /// <typeparam name="TState">What the body works on.</typeparam>
    /// <param name="count">Number of iterations, at most <see cref="MaxLoopCount"/>.</param>
    /// <param name="state">Handed to the body by reference.</param>
    /// <param name="body">Returns whether to go on.</param>
    /// <returns>Number of iterations, the last one included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or too large.</exception>
    public static int Loop<TState>(int count, ref TState state, LoopFunc<TState> body)
    {
        for (int index = 0; index < Checked(count); index++)
        {
            if (!body(index, ref state))
                return index + 1;
        }

        return count;
    }

    private static int Checked(int count) => (uint)count <= MaxLoopCount
        ? count
        : throw new ArgumentOutOfRangeException(nameof(count), count, $"A loop has 0 to {MaxLoopCount} iterations.");
}

/// <summary>The body of a <see cref="Bpf.Loop{TState}(int, ref TState, LoopAction{TState})"/>.</summary>
/// <typeparam name="TState">What the body works on.</typeparam>
/// <param name="index">Index, from 0.</param>
/// <param name="state">The caller's variable.</param>
public delegate void LoopAction<TState>(int index, ref TState state);

/// <summary>The body of a <see cref="Bpf.Loop{TState}(int, ref TState, LoopFunc{TState})"/>.</summary>
/// <typeparam name="TState">What the body works on.</typeparam>
/// <param name="index">Index, from 0.</param>
/// <param name="state">The caller's variable.</param>
/// <returns>Whether to go on.</returns>
public delegate bool LoopFunc<TState>(int index, ref TState state);
