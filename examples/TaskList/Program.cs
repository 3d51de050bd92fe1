using BpfSharp;

try
{
    using TaskIterator tasks = new();
    tasks.Load();
    Console.WriteLine($"{"PID",-8}{"PARENT",-8}{"USER",-8}{"STARTED",-12}NAME");
    foreach (Row row in tasks.Programs["OnTask"].Iterate<Row>().OrderBy(row => row.StartTime))
        Console.WriteLine($"{row.Process,-8}{row.Parent,-8}{row.User,-8}{row.StartTime / 1_000_000_000,-12}{row.Comm}");
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
