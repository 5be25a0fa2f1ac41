package fwxlate.cli.console;

/// One line on a terminal that says what is being done, from the first second on; gone when the
/// work is done. Writes nothing where no person is looking.
public final class Progress implements AutoCloseable {
  /// Milliseconds before the line appears.
  private static final long PATIENCE = 1000;

  /// Milliseconds between updates.
  private static final long BEAT = 250;

  private final Console console;
  private final Thread painter;
  private volatile String doing;
  private boolean painted;

  private Progress(Console console, String doing) {
    this.console = console;
    this.doing = doing;
    this.painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
  }

  /// Begins; `doing` follows the program's name: "reading rules.v4".
  public static Progress begin(Console console, boolean quiet, String doing) {
    var progress = new Progress(console, doing);
    if (console.errIsTerminal() && !quiet) {
      progress.painter.start();
    }
    return progress;
  }

  /// What is being done now.
  public void now(String next) {
    doing = next;
  }

  private void paint() {
    long begun = System.nanoTime();
    try {
      Thread.sleep(PATIENCE);
      while (!Thread.interrupted()) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        line("fwxlate: " + Visible.of(doing) + " ... " + seconds + " s");
        Thread.sleep(BEAT);
      }
    } catch (InterruptedException _) {
      // done
    }
  }

  private synchronized void line(String text) {
    painted = true;
    console.err().print("\r\033[K" + text);
    console.err().flush();
  }

  @Override
  public void close() {
    painter.interrupt();
    synchronized (this) {
      if (painted) {
        console.err().print("\r\033[K");
        console.err().flush();
        painted = false;
      }
    }
  }
}
