namespace BpfSharp.StatusPage;

/// <summary>What a test's name says about what it proves.</summary>
static class Evidence
{
    extension(TestResult test)
    {
        public string Class => test.Type[(test.Type.LastIndexOf('.') + 1)..];

        /// <summary>Class and method without the namespace, then the arguments of a theory's row.</summary>
        public string Case => $"{test.Class}.{test.Method}{test.Arguments}";

        /// <summary>The value of a theory's argument, when it is a text: <c>id</c> of <c>…(id: "BPF0020", index: 3)</c>; null when there is none.</summary>
        public string? Argument(string name)
        {
            string key = name + ": \"", arguments = test.Arguments;
            int start = arguments.IndexOf(key, StringComparison.Ordinal);
            if (start < 0)
                return null;
            start += key.Length;
            return arguments[start..arguments.IndexOf('"', start)];
        }

        private string Arguments => test.Name.IndexOf('(') is var start and >= 0 ? test.Name[start..] : "";
    }
}
