import { expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { cutHash, cutOf, reportsHash } from "../../src/seal/cut.ts";
import { messageHash } from "../../src/seal/message.ts";
import { REPORT_IDS_MAX, type Report } from "../../src/seal/report.ts";
import { decodeSealed, encodeSealed, SEALED_BYTES_MAX, type Sealed } from "../../src/seal/sealed.ts";
import { fc } from "../property.ts";
import { COMMUNITY, headerOf, hex32, reportOf, seatSigner } from "./samples.ts";

function sealedOf(reports: readonly Report[], liars: number): Sealed {
  const cut = cutOf(reports, liars);
  const rows = reports.map((report, i) => {
    const device = seatSigner(i).publicKey;
    return { device, report };
  });
  const hashes = rows.map(({ device, report }) =>
    messageHash({ community: COMMUNITY, epoch: 0, height: 1, round: 0, device, step: "report", report }),
  );
  return {
    header: headerOf({ cut: cutHash(cut), reports: reportsHash(hashes) }),
    certificate: { round: 3, signatures: [{ seat: 0, signature: new Uint8Array(64).fill(9) }] },
    cut,
    reports: rows,
    began: null,
    stands: null,
  };
}

const feeds = fc.dictionary(
  fc.constantFrom("A", "B", "C", "D"),
  fc
    .tuple(fc.nat(5), fc.constantFrom("", "'"), fc.nat(3))
    .map(([count, branch, from]) =>
      Array.from({ length: count }, (_, i) => `${i}${i >= from ? branch : ""}`),
    ),
);

const reportLists = fc.array(
  fc.record({ feeds, nowMs: fc.nat() }).map(({ feeds: held, nowMs }) => {
    const named = Object.entries(held).map(
      ([feed, list]) => [feed, list.map((id) => `${feed}${id}`)] as const,
    );
    return reportOf(Object.fromEntries(named.filter(([, list]) => list.length > 0)), nowMs);
  }),
  { minLength: 1, maxLength: 5 },
);

test("a seal comes back with every report as it was, however much they differ from the cut", () => {
  fc.assert(
    fc.property(reportLists, fc.nat(2), (reports, liars) => {
      const sealed = sealedOf(reports, liars);
      expect(decodeSealed(encodeSealed(sealed))).toEqual(sealed);
    }),
    { numRuns: 300 },
  );
});

test("reports that say what the cut says cost little", () => {
  const names = Array.from({ length: 200 }, (_, i) => `${i}`);
  const report = reportOf({ A: names }, 1);
  const alone = encodeSealed(sealedOf([report], 0)).length;
  const many = encodeSealed(
    sealedOf(
      Array.from({ length: 10 }, () => report),
      1,
    ),
  ).length;
  expect(many - alone).toBeLessThan(9 * 120);
});

test("any byte changed gives another seal, or none, and never a throw", () => {
  const sealed = sealedOf([reportOf({ A: ["1", "2"] }, 1), reportOf({ A: ["1"], B: ["3"] }, 2)], 0);
  const bytes = encodeSealed(sealed);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] as number) ^ 1;
    expect(decodeSealed(changed)).not.toEqual(sealed);
    expect(decodeSealed(bytes.subarray(0, at))).toBeUndefined();
  }
});

test("bytes of any kind make no throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeSealed(bytes) === undefined));
  expect(decodeSealed(new Uint8Array(SEALED_BYTES_MAX + 1))).toBeUndefined();
  expect(decodeSealed(new Uint8Array(10_000).fill(0x81))).toBeUndefined();
});

function altered(change: (parts: Cbor[]) => void): Sealed | undefined {
  const decoded = decodeCbor(encodeSealed(sealedOf([reportOf({ A: ["1"] })], 0)));
  const parts = [...((decoded.ok ? decoded.value : []) as readonly Cbor[])];
  change(parts);
  return decodeSealed(encodeCbor(parts));
}

test("few bytes do not make much work: reports, and ids of the cut and of a report, are bounded", () => {
  const report = [fromHex(seatSigner(0).publicKey), 0, []];
  const ids = (count: number) => Array.from({ length: count }, (_, i) => fromHex(hex32(`${i}`)));
  const device = fromHex(hex32("device"));
  expect(altered((parts) => parts.splice(4, 1, Array(100).fill(report)))?.reports).toHaveLength(100);
  expect(altered((parts) => parts.splice(4, 1, Array(101).fill(report)))).toBeUndefined();
  expect(altered((parts) => parts.splice(2, 3, [[device, ids(4 * REPORT_IDS_MAX)]], [], []))).toBeUndefined();
  const long = [device, 0, ids(REPORT_IDS_MAX)];
  expect(altered((parts) => parts.splice(4, 1, [[...report.slice(0, 2), [long]]]))).toBeUndefined();
});
