import { toHex } from "../../src/base/bytes.ts";
import { taggedHash } from "../../src/base/hash.ts";
import type { SealId } from "../../src/base/id.ts";
import type { Transport } from "../../src/net/transport.ts";
import { deviceSigner, readHome } from "../../src/node/home-file.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import { runNode } from "../../src/node/run-node.ts";
import {
  decodeSealMessage,
  encodeSealMessage,
  type SealContent,
  type SealMessage,
  signSealMessage,
} from "../../src/seal/message.ts";
import { until } from "../node/homes.ts";
import { HostileNode } from "../node/hostile-node.ts";

/** What a double-signer is started with. */
export interface Mischief {
  readonly home: string;
  readonly options: NodeOptions;
  /** at every message of this step */
  readonly step: "report" | "prevote" | "precommit";
  /** where to find those who get its other word */
  readonly victims: readonly string[];
}

/**
 * The shipping node with one thing changed: whenever it signs that step, it signs another content for the same place
 * too, and sends this to some nodes over a line of its own.
 */
const { home, options, step, victims } = JSON.parse(process.argv[2] ?? "") as Mischief;
const own = await readHome(home);
const verify = nativeVerify();
const line = new HostileNode(own);
await runNode(home, options, { wrapTransport: saying });
await line.attack(victims);
await until(() => line.up >= victims.length, "a line to each victim");
process.send?.("up");

function saying(transport: Transport): Transport {
  return {
    get peerId() {
      return transport.peerId;
    },
    start: () => transport.start(),
    stop: () => transport.stop(),
    addresses: () => transport.addresses(),
    peers: () => transport.peers(),
    keepConnected: (multiaddrs) => transport.keepConnected(multiaddrs),
    keepOnly: (mayStay) => transport.keepOnly(mayStay),
    useNetworkKeys: (networkKeys) => transport.useNetworkKeys(networkKeys),
    penalize: (peer, points, why) => transport.penalize(peer, points, why),
    request: (...asked) => transport.request(...asked),
    async publish(topic, bytes) {
      const other = topic === "seal" && line.up > 0 ? otherWord(bytes) : undefined;
      if (other !== undefined) await line.transport.publish("seal", other);
      return await transport.publish(topic, bytes);
    },
  };
}

/** Another word for the same place, as well signed. */
function otherWord(bytes: Uint8Array): Uint8Array | undefined {
  const signed = decodeSealMessage(bytes, verify);
  if (typeof signed === "string" || signed.message.step !== step) return undefined;
  const { community, epoch, height, round, device } = signed.message;
  const message: SealMessage = { community, epoch, height, round, device, ...otherContent(signed.message) };
  return encodeSealMessage(signSealMessage(message, (text) => deviceSigner(own).sign(text)));
}

function otherContent(content: SealContent): SealContent {
  if (content.step === "report")
    return { step: "report", report: { ...content.report, nowMs: content.report.nowMs - 1 } };
  if (content.step !== "prevote" && content.step !== "precommit") throw new Error("a step to lie in");
  // who votes for nothing votes for something that nobody proposed
  const made = toHex(taggedHash("seal", new Uint8Array(32))) as SealId;
  return { step: content.step, value: content.value === null ? made : null };
}
