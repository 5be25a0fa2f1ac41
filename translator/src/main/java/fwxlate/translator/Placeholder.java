package fwxlate.translator;

final class Placeholder {
  private Placeholder() {}
}
