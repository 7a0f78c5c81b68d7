import { expect, test } from "vitest";
import { EXIT, OperatorError } from "../../src/base/operator-error.ts";
import { fail, ok } from "../../src/base/result.ts";

test("a result is a value or the reason why there is none", () => {
  expect(ok(3)).toEqual({ ok: true, value: 3 });
  expect(fail("amount-missing")).toEqual({ ok: false, error: "amount-missing" });
});

test("exit codes are a contract", () => {
  expect(EXIT).toEqual({
    ok: 0,
    failure: 1,
    usage: 2,
    notRunning: 3,
    unreachable: 4,
    refused: 5,
    provisional: 6,
    integrity: 7,
    interrupted: 130,
  });
});

test("an operator's error carries its code, exit code, details and cause", () => {
  const cause = new Error("EADDRINUSE");
  const error = new OperatorError("port-in-use", EXIT.failure, { port: "4001" }, cause);
  expect(error).toMatchObject({
    name: "OperatorError",
    message: "port-in-use",
    code: "port-in-use",
    exitCode: 1,
    cause,
  });
  expect(error.details).toEqual({ port: "4001" });
  expect("cause" in new OperatorError("disk-full", EXIT.failure)).toBe(false);
});
