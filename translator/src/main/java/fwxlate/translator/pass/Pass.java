package fwxlate.translator.pass;

/// One step of a translation. A pass is named for what it does, and its doc comment says what holds
/// of the draft that it leaves; it sees nothing but the draft that earlier passes left.
public interface Pass {
  /// The draft after this step.
  Draft apply(Draft draft);
}
