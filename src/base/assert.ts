/** A bug, never bad input: thrown by `assert`, kept on in production. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** States an invariant. Bad input is a `Refusal`, a fault of the environment an `OperatorError`. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new AssertionError(invariant);
}

/** The value, which the caller knows to be there. */
export function present<T>(value: T | undefined | null, invariant: string): T {
  if (value === undefined || value === null) throw new AssertionError(invariant);
  return value;
}

/** The end of an exhaustive `switch`. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${String(value)}`);
}
