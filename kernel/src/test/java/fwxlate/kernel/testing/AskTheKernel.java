package fwxlate.kernel.testing;

import fwxlate.kernel.Kernel;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets tests ask the real kernel where that is possible; elsewhere they are skipped by name.
/// `FWXLATE_KERNEL_TESTS=require` makes a skip a failure, `off` skips always.
public final class AskTheKernel implements ExecutionCondition {
  private static final String VARIABLE = "FWXLATE_KERNEL_TESTS";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String wish = Optional.ofNullable(System.getenv(VARIABLE)).orElse("");
    Optional<String> obstacle =
        wish.equals("off") ? Optional.of(VARIABLE + "=off") : Obstacle.FOUND;
    if (obstacle.isEmpty()) {
      return ConditionEvaluationResult.enabled("the kernel can be asked");
    }
    if (wish.equals("require")) {
      throw new IllegalStateException(VARIABLE + "=require, but " + obstacle.get());
    }
    System.out.println("skipped: " + context.getDisplayName() + ": " + obstacle.get());
    return ConditionEvaluationResult.disabled(obstacle.get());
  }

  /// Looked for once.
  private static final class Obstacle {
    static final Optional<String> FOUND = Kernel.obstacle();
  }
}
