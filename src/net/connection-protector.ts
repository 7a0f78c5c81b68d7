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
import { type NetMeter, NO_METER } from "./net-meter.ts";

export const NETWORK_KEY_BYTES = 32;
export const NONCE_BYTES = 24;
const CIPHER_KEY_BYTES = 32;
const CIPHER_IV_BYTES = 16;

/**
 * Hides the community's traffic from everybody without the network key: 24 random bytes each way, then
 * AES-256-CTR in each direction. It authenticates nobody: Noise does that inside it, and the hello after that.
 */
export function networkKeyProtector(
  networkKey: Uint8Array,
  upgradeMs: number,
  meter: NetMeter = NO_METER,
): () => ConnectionProtector {
  assert(networkKey.length === NETWORK_KEY_BYTES, "a network key of 32 bytes");
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
      const dialed = connection.direction === "outbound";
      // Both nonces in both keys, so that a recorded connection cannot be played again; the direction too, so
      // that what we send cannot be sent back to us.
      const salt = Buffer.concat(dialed ? [ours, theirs] : [theirs, ours]);
      return new ProtectedConnection(
        asMultiaddrConnection(bytes.unwrap()),
        connection.log.newScope("network-key"),
        meter,
        cipher(networkKey, salt, dialed ? "listener" : "dialer"),
        cipher(networkKey, salt, dialed ? "dialer" : "listener"),
      );
    },
  });
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
  readonly #sending: Cipheriv;

  constructor(
    inner: MultiaddrConnection,
    log: Logger,
    meter: NetMeter,
    receiving: Cipheriv,
    sending: Cipheriv,
  ) {
    super({ log, remoteAddr: inner.remoteAddr, direction: inner.direction });
    this.#inner = inner;
    this.#meter = meter;
    this.#sending = sending;
    inner.addEventListener("message", ({ data }: StreamMessageEvent) => {
      meter.bytes("in", data.byteLength);
      for (const part of data instanceof Uint8Array ? [data] : data) this.onData(receiving.update(part));
    });
    // Without it a transfer stalls for ever at about 4 MB (js-libp2p#3551).
    inner.addEventListener("drain", () => this.onMuxerDrain());
    inner.addEventListener("close", (event: StreamCloseEvent) => {
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
    this.#inner.pause();
  }

  override sendResume(): void {
    this.#inner.resume();
  }
}
