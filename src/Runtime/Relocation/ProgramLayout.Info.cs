namespace BpfSharp.Objects;

internal sealed partial class ProgramLayout
{
    readonly InfoTable _functionInfo = new("function");
    readonly InfoTable _lineInfo = new("line");

    /// <summary>
    /// Takes over the function and line records. The kernel wants them for every function or for none: when the
    /// program itself has none, those of its subprograms are left out too.
    /// </summary>
    void AppendInfo(ProgramSpec function, int start)
    {
        bool isProgram = start == 0;
        if (isProgram || _functionInfo.Count > 0) _functionInfo.Append(function.Code.FunctionInfo, function, start);
        if (isProgram || _lineInfo.Count > 0) _lineInfo.Append(function.Code.LineInfo, function, start);
    }
}
