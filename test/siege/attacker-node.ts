import { randomBytes } from "node:crypto";
import { createConnection, type Socket } from "node:net";
import { setImmediate as breath, setTimeout as delay } from "node:timers/promises";
import { fromHex } from "../../src/base/bytes.ts";
import { authenticStored } from "../../src/events/authentic.ts";
import { decodeEvent } from "../../src/events/envelope.ts";
import { readHome } from "../../src/node/home-file.ts";
import { useNativeCode } from "../../src/node/native-code.ts";
import { ATTACKS, type AttackName } from "./attacks.ts";
import { BAD_STARTS, type BadStartName } from "./bad-starts.ts";
import { obey } from "./obey.ts";
import { RawMember } from "./raw-member.ts";

// A volley that fails at once fails in microtasks alone: without a breath after each, the attacker's process would hear
// neither that it was thrown out nor what the test asks of it.

/** Between two attempts to get in. */
const AGAIN_MS = 50;
const SOCKETS = 100;

useNativeCode();
let isOver = true;
let done: Promise<void> = Promise.resolve();
let fault: unknown;
const NOTHING = { volleys: 0, thrownOut: 0, refused: 0, sockets: 0, startsForged: 0 };
const count = { ...NOTHING };

const ALL = { ...ATTACKS, ...BAD_STARTS };

interface Wish {
  readonly attack: AttackName | BadStartName;
  readonly home: string;
  readonly address: string;
  /** of a node that is not attacked */
  readonly honestAddress: string;
  /** hexadecimal wire of what the attacker's device said last */
  readonly last: string;
}

async function besiege({ attack, home, address, honestAddress, last }: Wish): Promise<void> {
  const owned = await readHome(home);
  const before = decodeEvent(fromHex(last));
  if (!before.ok) throw new Error("the attacker's last event");
  const { community } = owned;
  const siege = { community, last: authenticStored(before.value), honestAddress, startsForged: 0 };
  while (!isOver) {
    // a fresh transport key every time: the device is the same
    const member = await RawMember.open(owned);
    try {
      const connection = await member.greet(address);
      const means = Object.assign(siege, { member, connection, honest: undefined });
      while (!isOver && connection.status === "open") {
        await ALL[attack](means).catch(ended);
        count.volleys++;
        count.startsForged = siege.startsForged;
        await breath();
      }
      if (!isOver) count.thrownOut++;
    } catch (error) {
      ended(error);
      count.refused++;
    } finally {
      await member.close();
    }
    await delay(AGAIN_MS);
  }
}

/** The victim may end anything at any moment; libp2p tells it by errors and by events. Faults of ours are none of its. */
function ended(error: unknown): void {
  if (error instanceof ReferenceError || error instanceof TypeError) throw error;
}

/** Without the network key: sockets that say nothing, or whatever comes, opened again as soon as they are closed. */
async function knock({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const open = new Set<Socket>();
  const knockOnce = (i: number): void => {
    if (isOver) return;
    const socket = createConnection({ host, port });
    open.add(socket);
    socket.on("connect", () => {
      count.sockets++;
      if (i % 2 === 0) socket.write(randomBytes(1 + ((i * 997) % 60_000)));
    });
    // both are ends that the victim may give it
    socket.on("error", () => undefined);
    socket.on("close", () => {
      open.delete(socket);
      setTimeout(() => knockOnce(i), AGAIN_MS);
    });
    socket.resume();
  };
  for (let i = 0; i < SOCKETS; i++) knockOnce(i);
  while (!isOver) await delay(AGAIN_MS);
  for (const socket of open) socket.destroy();
}

function begin(run: () => Promise<unknown>): void {
  isOver = false;
  Object.assign(count, NOTHING);
  fault = undefined;
  done = run().then(
    () => undefined,
    (error: unknown) => {
      fault = error;
    },
  );
}

/** What came of it so far; a fault of the attacker's own is the test's. */
function told() {
  if (fault !== undefined) throw fault;
  return { ...count };
}

const orders = {
  besiege: (wish: Wish): void => begin(() => besiege(wish)),
  knock: (wish: { readonly host: string; readonly port: number }): void => begin(() => knock(wish)),
  tell: () => told(),
  async end(): Promise<void> {
    isOver = true;
    await done;
    told();
  },
};
export type AttackerOrders = typeof orders;

obey(orders);
