import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { HashId, MemberId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import { seatsHash } from "../../src/seal/certificate.ts";
import { readMandate, signMandate, writeMandate } from "../../src/seal/mandate.ts";
import {
  decodeSealMessage,
  encodeSealMessage,
  type SealContent,
  type SignedSealMessage,
  signSealMessage,
} from "../../src/seal/message.ts";
import {
  heldMandate,
  type Recovery,
  readRecovery,
  recoveredFrom,
  verifyRecovery,
  writeRecovery,
} from "../../src/seal/recovery.ts";
import {
  decodeRecoveryHeader,
  encodeRecoveryHeader,
  mandatesHash,
  RECOVERY_HEADER_BYTES,
  type RecoveryHeader,
  recoveryIdOf,
} from "../../src/seal/recovery-header.ts";
import { recoveryLiars, recoveryQuorum } from "../../src/seal/recovery-quorum.ts";
import { decodeSealed, encodeSealed } from "../../src/seal/sealed.ts";
import { addDevice } from "../../src/state/add-device.ts";
import { communityOf, copyState, type State } from "../../src/state/state.ts";
import { World } from "../ledger/world.ts";
import { verify } from "../sim/village.ts";
import { headerOf, hex32, sealId } from "./samples.ts";

const key = (text: string): Signer => signerOf(sha256(utf8Encode(`recovery ${text}`)));
const memberId = (name: string) => hex32(`member ${name}`) as MemberId;
const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

/** Five members of the roll beside the founder, each with one device. */
function roll(): State {
  const founded = genesis(new World().foundEvent);
  if (!founded.ok) throw new Error(founded.error);
  const state = copyState(founded.value.state);
  for (const [i, name] of NAMES.entries()) {
    const member = memberId(name);
    state.members.set(member, {
      root: key(`root ${name}`).publicKey,
      sinceMs: 1_000 - i,
      sinceHeight: 0,
      invitedBy: null,
      leaving: null,
      leftMs: null,
    });
    const device = key(`device ${name}`).publicKey;
    addDevice(state, { device, member, boxKey: hex32("box"), atMs: 0, height: 0 });
  }
  return state;
}

const state = roll();
const { id: community } = communityOf(state);

function word(device: string, round: number, content: SealContent): SignedSealMessage {
  const signer = key(`device ${device}`);
  const place = { community, epoch: 1, height: 0, round, device: signer.publicKey };
  return signSealMessage({ ...place, ...content }, signer.sign);
}

function mandateOf(name: string, device = name, root = name, epoch = 1): SignedSealMessage {
  const member = memberId(name);
  const boxKey = hex32(`box ${device}`);
  const statement = { community, epoch, member, device: key(`device ${device}`).publicKey, boxKey };
  const signature = signMandate(key(`root ${root}`), statement);
  const mandate = { member, boxKey, signature, height: 0, sealId: null, lock: null };
  return word(device, 0, { step: "mandate", mandate });
}

interface Parts {
  readonly mandates: readonly SignedSealMessage[];
  readonly others: readonly SignedSealMessage[];
  readonly header: Partial<RecoveryHeader>;
  /** who precommits, by index into the mandates and the others; undefined: all */
  readonly votes: readonly number[] | undefined;
  readonly voteRound: number;
}

/** A recovery by four of the six, or what is said to be one. */
function recovery(parts: Partial<Parts> = {}): Recovery {
  const { others = [], header: changed = {}, voteRound = 2 } = parts;
  const named = (parts.mandates ?? NAMES.slice(0, 4).map((name) => mandateOf(name))).toSorted((a, b) =>
    compareText(a.hash, b.hash),
  );
  const held = named.flatMap((signed) => heldMandate(signed) ?? []);
  const recovered = recoveredFrom(
    state,
    1,
    held.filter(({ member }) => state.members.has(member)),
  );
  const header: RecoveryHeader = {
    community,
    epoch: 1,
    baseHeight: 0,
    base: null,
    seats: seatsHash(recovered?.seats ?? []),
    mandates: mandatesHash(named.map(({ hash }) => hash)),
    ...changed,
  };
  const all = [...named, ...others];
  const devices = [...NAMES, "New"].map((name) => [key(`device ${name}`).publicKey, name] as const);
  const names = new Map<string, string>(devices);
  const signatures = (parts.votes ?? all.map((_, i) => i)).map((seat) => {
    const device = names.get(present(all[seat], "a mandate").message.device) ?? "";
    const said = word(device, voteRound, { step: "precommit", value: recoveryIdOf(header) });
    return { seat, signature: said.signature };
  });
  return {
    header,
    mandates: all.map(encodeSealMessage),
    named: named.length,
    certificate: { round: 2, signatures },
  };
}

const check = (one: Recovery, epoch = 0) => verifyRecovery(one, { state, sealId: null, epoch }, verify);

describe("a recovery", () => {
  test("by a quorum of the roll leads to seats of those who took part", () => {
    const recovered = present(check(recovery()), "a recovery");
    expect(recovered.epoch).toBe(1);
    expect(recovered.seats.map(({ member }) => member)).toEqual(NAMES.slice(0, 4).map(memberId).toSorted());
  });

  test("of fewer than four leads to one seat, of the longest tenure", () => {
    const three = recoveredFrom(
      state,
      1,
      NAMES.slice(0, 3).flatMap((name) => heldMandate(mandateOf(name)) ?? []),
    );
    expect(three?.seats.map(({ member }) => member)).toEqual([memberId("Cy")]);
    expect(three?.devices).toHaveLength(3);
  });

  test("comes back from its bytes, beside a seal", () => {
    const one = recovery();
    expect(readRecovery(writeRecovery(one))).toEqual(one);
    const cut = { feeds: [], ended: [] };
    const certificate = { round: 0, signatures: [] };
    const sealed = {
      header: headerOf(),
      certificate,
      cut,
      reports: [],
      began: one,
      stands: recovery({ votes: [0] }),
    };
    expect(decodeSealed(encodeSealed(sealed))).toEqual(sealed);
  });

  test("a device that is not on the roll may speak for its member, once", () => {
    const mandates = [mandateOf("Ada", "New"), ...["Bo", "Cy", "Di"].map((name) => mandateOf(name))];
    expect(check(recovery({ mandates }))?.devices).toContainEqual({
      member: memberId("Ada"),
      device: key("device New").publicKey,
      boxKey: hex32("box New"),
    });
    // both devices of one member: three members, though four words
    const twice = [mandateOf("Ada", "New"), mandateOf("Ada"), mandateOf("Bo"), mandateOf("Cy")];
    expect(check(recovery({ mandates: twice }))).toBeUndefined();
  });

  test("others' votes count with their mandates, each member's once", () => {
    const others = [mandateOf("Ed")];
    expect(check(recovery({ others, votes: [0, 1, 2, 4] }))).toBeDefined();
    const again = [mandateOf("Ada", "New")];
    const place = recovery().mandates.findIndex((wire) => {
      const read = decodeSealMessage(wire, verify);
      return typeof read !== "string" && read.message.device === key("device Ada").publicKey;
    });
    const rest = [0, 1, 2, 3].filter((i) => i !== place).slice(0, 2);
    const votes = [...rest, place].toSorted((a, b) => a - b);
    expect(check(recovery({ others: again, votes: [...votes, 4] }))).toBeUndefined();
  });

  test.each<[string, () => Recovery]>([
    ["too few mandates", () => recovery({ mandates: NAMES.slice(0, 3).map((name) => mandateOf(name)) })],
    ["too few votes", () => recovery({ votes: [0, 1, 2] })],
    ["votes of another round", () => recovery({ voteRound: 1 })],
    ["another's root", () => recovery({ mandates: [mandateOf("Ada", "Ada", "Bo"), ...three()] })],
    [
      "a mandate for another epoch",
      () => recovery({ mandates: [mandateOf("Ada", "Ada", "Ada", 2), ...three()] }),
    ],
    ["a member who is not on the roll", () => recovery({ mandates: [mandateOf("Zoe", "New"), ...three()] })],
    ["another member's device", () => recovery({ mandates: [mandateOf("Ada", "Ed"), ...three()] })],
    ["another base", () => recovery({ header: { baseHeight: 1, base: sealId("x") } })],
    ["other seats", () => recovery({ header: { seats: hex32("seats") as HashId } })],
    ["other mandates than named", () => recovery({ header: { mandates: hex32("mandates") as HashId } })],
    ["another community", () => recovery({ header: { community: hex32("other") as MemberId } })],
    ["an epoch that is past", () => recovery({ header: { epoch: 0 } })],
    ["a vote of nobody", () => ({ ...recovery(), mandates: recovery().mandates.slice(0, 3), named: 3 })],
    ["fewer named than are needed", () => ({ ...recovery(), named: 3 })],
    ["mandates in another order", () => ({ ...recovery(), mandates: recovery().mandates.toReversed() })],
  ])("with %s is none", (_, make) => {
    expect(check(make())).toBeUndefined();
  });

  const three = () => ["Bo", "Cy", "Di"].map((name) => mandateOf(name));

  test("of an epoch that was reached is none", () => {
    expect(check(recovery(), 1)).toBeUndefined();
  });

  test("no byte of it can be changed", () => {
    const one = recovery();
    const changed = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    for (const [i, wire] of one.mandates.entries())
      for (let at = 0; at < wire.length; at += 7) {
        const mandates = one.mandates.map((each, j) => (i === j ? changed(each, at) : each));
        expect(check({ ...one, mandates })).toBeUndefined();
      }
    for (const [i, { seat, signature }] of one.certificate.signatures.entries()) {
      const signatures = one.certificate.signatures.with(i, { seat, signature: changed(signature, 40) });
      expect(check({ ...one, certificate: { round: 2, signatures } })).toBeUndefined();
    }
  });
});

describe("a recovery's header", () => {
  const header = recovery().header;
  const based = { ...header, baseHeight: 7, base: sealId("base") };

  test("has 145 bytes and one encoding", () => {
    for (const one of [header, based]) {
      expect(encodeRecoveryHeader(one)).toHaveLength(RECOVERY_HEADER_BYTES);
      expect(decodeRecoveryHeader(encodeRecoveryHeader(one))).toEqual(one);
    }
    expect(RECOVERY_HEADER_BYTES).toBe(145);
  });

  test("every byte changed makes another one, or none", () => {
    const bytes = encodeRecoveryHeader(based);
    for (let at = 0; at < bytes.length; at++) {
      const read = decodeRecoveryHeader(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
      if (read !== undefined) expect(recoveryIdOf(read)).not.toBe(recoveryIdOf(based));
    }
  });
});

describe("a mandate", () => {
  const mandate = {
    member: memberId("Ada"),
    boxKey: hex32("box"),
    signature: new Uint8Array(64),
    height: 3,
    sealId: sealId("three"),
    lock: {
      height: 4,
      value: sealId("four"),
      prevotes: { round: 1, signatures: [{ seat: 0, signature: new Uint8Array(64) }] },
    },
  };

  test("comes back, with its lock and without", () => {
    expect(readMandate(writeMandate(mandate))).toEqual(mandate);
    const first = { ...mandate, height: 0, sealId: null, lock: null };
    expect(readMandate(writeMandate(first))).toEqual(first);
  });

  test("bound to another height than the next, or with a seal before the first, is malformed", () => {
    expect(readMandate(writeMandate({ ...mandate, height: 2 }))).toBeUndefined();
    expect(readMandate(writeMandate({ ...mandate, height: 0, lock: null }))).toBeUndefined();
    expect(readMandate(writeMandate({ ...mandate, sealId: null }))).toBeUndefined();
  });
});

test("more than half decide below ten members, the seal's quorum from there; two quorums share more than the liars", () => {
  expect([1, 2, 3, 4, 5, 9].map(recoveryQuorum)).toEqual([1, 2, 2, 3, 3, 5]);
  for (let members = 1; members <= 200; members++) {
    const quorum = recoveryQuorum(members);
    expect(quorum).toBeLessThanOrEqual(members);
    expect(2 * quorum - members).toBeGreaterThan(recoveryLiars(members));
  }
  expect(recoveryQuorum(10)).toBe(7);
});
