package fwxlate.cli.report;

/// For programs. [JsonReport] is loaded, and Jackson with it, only when a report is written.
record JsonFormat() implements Format {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public String write(Report report, boolean verbose) {
    return JsonReport.of(report);
  }
}
