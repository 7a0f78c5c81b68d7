import { expect, test } from "vitest";
import type { SealId } from "../../src/base/id.ts";
import { AlarmBoard } from "../../src/node/alarm-board.ts";
import type { Alarm } from "../../src/peer/output.ts";
import { sealId } from "../seal/samples.ts";

const ids: readonly [SealId, SealId] = [sealId("one"), sealId("other")];
const two: Alarm = { code: "two-seals", height: 4, ids };

test("two seals are told once, until a recovery has begun a new epoch", () => {
  let changes = 0;
  const board = new AlarmBoard(() => changes++);
  board.raise(two);
  board.raise({ ...two });
  // seals below the base are applied while it goes on
  board.sealed(9);
  expect(board.all).toEqual([two]);
  expect(changes).toBe(1);
  board.recovered();
  board.recovered();
  expect(board.all).toEqual([]);
  expect(changes).toBe(2);
});

test("every alarm is one line of the log, by its code", () => {
  const lines: unknown[] = [];
  const board = new AlarmBoard(
    () => undefined,
    () => undefined,
    (...line) => lines.push(line),
  );
  board.raise(two);
  board.raise({ ...two });
  expect(lines).toEqual([["warn", "alarm", { code: "two-seals" }]]);
});
