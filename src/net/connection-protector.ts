import { type Cipheriv, createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import type {
  AbortOptions,
  ConnectionProtector,
  Logger,
  MessageStream,
  MultiaddrConnection,
  StreamCloseEvent,
  StreamMessageEvent,
} from "@libp2p/interface";
import { AbstractMultiaddrConnection, byteStream, type SendResult } from "@libp2p/utils";
import { assert } from "../base/assert.ts";
import { equalBytes } from "../base/bytes.ts";
import { InboundBytes, type InboundGauge } from "./inbound-bytes.ts";
import { type NetMeter, NO_METER } from "./net-meter.ts";
import { NetworkKeys } from "./network-keys.ts";

export const NONCE_BYTES = 24;
const CIPHER_KEY_BYTES = 32;
const CIPHER_IV_BYTES = 16;

/** What every dialer says first inside (multistream-select, with its length before it): it shows which key it has. */
const OPENING = Buffer.from("\x13/multistream/1.0.0\n");

/**
 * Hides the community's traffic from everybody without a network key: 24 random bytes each way, then
 * AES-256-CTR in each direction. The listener takes whichever of its keys the dialer's opening fits; a dialer that none
 * fits hears no more. It authenticates nobody: Noise does that inside it, and the hello after that.
 */
export function networkKeyProtector(
  networkKeys: NetworkKeys | Uint8Array,
  upgradeMs: number,
  meter: NetMeter = NO_METER,
  inbound: InboundBytes = new InboundBytes(),
): () => ConnectionProtector {
  const keys = networkKeys instanceof NetworkKeys ? networkKeys : new NetworkKeys([networkKeys]);
  return () => ({
    async protect(connection: MessageStream, options: AbortOptions = {}): Promise<MessageStream> {
      const signal = options.signal ?? AbortSignal.timeout(upgradeMs);
      const ours = randomBytes(NONCE_BYTES);
      const bytes = byteStream(connection);
      const [answer] = await Promise.all([
        bytes.read({ bytes: NONCE_BYTES, signal }),
        bytes.write(ours, { signal }),
      ]);
      const theirs = answer.subarray();
      if (equalBytes(ours, theirs)) throw new Error("the other side sent our own nonce back");
      const inner = asMultiaddrConnection(connection);
      const dialed = connection.direction === "outbound";
      // Both nonces in both keys, so that a recorded connection cannot be played again; the direction too, so
      // that what we send cannot be sent back to us.
      const salt = Buffer.concat(dialed ? [ours, theirs] : [theirs, ours]);
      const known = dialed
        ? { key: keys.forCall(peerCalled(inner)), heard: NOTHING }
        : keyHeard(keys, salt, (await bytes.read({ bytes: OPENING.length, signal })).subarray());
      const receiving = cipher(known.key, salt, dialed ? "listener" : "dialer");
      const sending = cipher(known.key, salt, dialed ? "dialer" : "listener");
      bytes.unwrap();
      return new ProtectedConnection(
        inner,
        connection.log.newScope("network-key"),
        meter,
        inbound.open(inner.remoteAddr.toString()),
        receiving,
        sending,
        known.heard,
      );
    },
  });
}

const NOTHING = new Uint8Array(0);

/** The peer at the far end of a connection that we made, where its address names one. */
function peerCalled({ remoteAddr }: MultiaddrConnection): string | undefined {
  return remoteAddr.getComponents().findLast(({ name }) => name === "p2p")?.value;
}

/** The key with which the opening was sent, and that opening. Throws where it is none of ours. */
function keyHeard(keys: NetworkKeys, salt: Uint8Array, heard: Uint8Array) {
  const key = keys.held.find((each) => equalBytes(cipher(each, salt, "dialer").update(heard), OPENING));
  if (key === undefined) throw new Error("called with a network key that is not ours");
  return { key, heard };
}

function cipher(networkKey: Uint8Array, salt: Uint8Array, sender: "dialer" | "listener"): Cipheriv {
  const length = CIPHER_KEY_BYTES + CIPHER_IV_BYTES;
  const secret = Buffer.from(hkdfSync("sha256", networkKey, salt, `huzhu/network-key/1/${sender}`, length));
  return createCipheriv(
    "aes-256-ctr",
    secret.subarray(0, CIPHER_KEY_BYTES),
    secret.subarray(CIPHER_KEY_BYTES),
  );
}

function asMultiaddrConnection(stream: MessageStream): MultiaddrConnection {
  assert("remoteAddr" in stream, "libp2p protects connections only");
  return stream as MultiaddrConnection;
}

class ProtectedConnection extends AbstractMultiaddrConnection {
  readonly #inner: MultiaddrConnection;
  readonly #meter: NetMeter;
  readonly #gauge: InboundGauge;
  readonly #sending: Cipheriv;
  #isPaused = false;
  #holding: NodeJS.Timeout | undefined;

  constructor(
    inner: MultiaddrConnection,
    log: Logger,
    meter: NetMeter,
    gauge: InboundGauge,
    receiving: Cipheriv,
    sending: Cipheriv,
    /** what came before, as it came */
    heard: Uint8Array,
  ) {
    super({ log, remoteAddr: inner.remoteAddr, direction: inner.direction });
    this.#inner = inner;
    this.#meter = meter;
    this.#gauge = gauge;
    this.#sending = sending;
    const receive = (data: StreamMessageEvent["data"]): void => {
      meter.bytes("in", data.byteLength);
      this.#hold(gauge.brought(data.byteLength));
      for (const part of data instanceof Uint8Array ? [data] : data) this.onData(receiving.update(part));
    };
    receive(heard);
    inner.addEventListener("message", ({ data }: StreamMessageEvent) => receive(data));
    // Without it a transfer stalls for ever at about 4 MB (js-libp2p#3551).
    inner.addEventListener("drain", () => this.onMuxerDrain());
    inner.addEventListener("close", (event: StreamCloseEvent) => {
      clearTimeout(this.#holding);
      gauge.closed();
      if (event.error === undefined) this.onTransportClosed();
      else if (event.local === true) this.abort(event.error);
      else this.onRemoteReset();
    });
  }

  override async sendClose(options?: AbortOptions): Promise<void> {
    await this.#inner.close(options);
  }

  override sendData(data: Parameters<AbstractMultiaddrConnection["sendData"]>[0]): SendResult {
    const sentBytes = data.byteLength;
    this.#meter.bytes("out", sentBytes);
    return { sentBytes, canSendMore: this.#inner.send(this.#sending.update(data.subarray())) };
  }

  override sendReset(error: Error): void {
    this.#inner.abort(error);
  }

  override sendPause(): void {
    this.#isPaused = true;
    this.#inner.pause();
  }

  override sendResume(): void {
    this.#isPaused = false;
    if (this.#holding === undefined) this.#inner.resume();
  }

  /** Reads nothing for that long: what comes meanwhile waits at the sender. */
  #hold(ms: number): void {
    if (ms === 0 || this.#holding !== undefined) return;
    this.#inner.pause();
    this.#holding = setTimeout(() => {
      this.#holding = undefined;
      if (this.#inner.status !== "open") return;
      const longer = this.#gauge.holdMs();
      if (longer > 0) this.#hold(longer);
      else if (!this.#isPaused) this.#inner.resume();
    }, ms);
  }
}
