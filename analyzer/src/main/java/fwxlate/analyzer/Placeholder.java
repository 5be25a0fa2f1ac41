package fwxlate.analyzer;

final class Placeholder {
  private Placeholder() {}
}
